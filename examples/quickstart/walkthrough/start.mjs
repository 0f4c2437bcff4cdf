// Runs main.ts through tsx, told before it loads to keep its cache out of the system's temporary folder: the
// quickstart leaves no file behind.
process.env.TSX_DISABLE_CACHE = "1";
await import("tsx");
await import("./main");
