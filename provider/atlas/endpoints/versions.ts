/** The version date of organizations, settings, API keys, their access lists and link tokens: they have no other. */
export const VERSION_2023_01_01 = "2023-01-01";

/** The version date of service accounts. */
export const VERSION_2024_08_05 = "2024-08-05";
