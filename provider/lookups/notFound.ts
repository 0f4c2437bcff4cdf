import { isNotFound } from "../atlas/errors/errorPredicates";
import { explained } from "../atlas/errors/explained";

/** Says of a 404 what was looked for; any other error stays as it is. */
export function notFound(error: unknown, what: string): unknown {
    return isNotFound(error)
        ? explained(error, {
              before: `${what} was not found. Check its id, and that the credential and baseUrl are those of its organization.`,
          })
        : error;
}
