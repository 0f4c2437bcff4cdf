import { STATUS_CODES } from "node:http";

/** One field that a request got wrong, as in `badRequestDetail.fields`. */
export interface FieldViolation {
    readonly field: string;
    readonly description: string;
}

export interface ApiFailureDetails {
    readonly status: number;
    readonly errorCode: string;
    readonly detail: string;
    /** Atlas sends an array of scalars, or null. Default: an empty array. */
    readonly parameters?: readonly (string | number)[] | null;
    readonly fields?: readonly FieldViolation[];
}

/** Thrown by whatever refuses a request; the server turns it into Atlas' ApiError reply. */
export class ApiFailure extends Error {
    readonly status: number;
    readonly errorCode: string;
    readonly body: Record<string, unknown>;

    constructor(details: ApiFailureDetails) {
        super(`${details.status} ${details.errorCode}: ${details.detail}`);
        this.name = "ApiFailure";
        this.status = details.status;
        this.errorCode = details.errorCode;
        this.body = errorBody(details);
    }
}

/** The ApiError object as Atlas' errors carry it (atlas-api.md of the project, section 9.1). */
export function errorBody(details: ApiFailureDetails): Record<string, unknown> {
    return {
        badRequestDetail: details.fields === undefined ? null : { fields: details.fields },
        detail: details.detail,
        error: details.status,
        errorCode: details.errorCode,
        parameters: details.parameters === undefined ? [] : details.parameters,
        reason: reasonOf(details.status),
    };
}

/**
 * The body of every 401 that is about the credential. Atlas sends the same one for a missing, a wrong and a
 * foreign credential, and it is shorter than other errors.
 */
export function unauthorizedBody(): Record<string, unknown> {
    return {
        error: 401,
        reason: "Unauthorized",
        detail: "You are not authorized for this resource.",
        errorCode: "UNEXPECTED_ERROR",
    };
}

export function reasonOf(status: number): string {
    return STATUS_CODES[status] ?? "Unknown";
}

export function badRequest(
    errorCode: string,
    detail: string,
    parameters: readonly (string | number)[] = [],
): ApiFailure {
    return new ApiFailure({ status: 400, errorCode, detail, parameters });
}

export function notFound(
    errorCode: string,
    detail: string,
    parameters: readonly (string | number)[] = [],
): ApiFailure {
    return new ApiFailure({ status: 404, errorCode, detail, parameters });
}

/** A value of a known field that breaks one of its rules. */
export function invalidField(field: string, description: string): ApiFailure {
    return new ApiFailure({
        status: 400,
        errorCode: "VALIDATION_ERROR",
        detail: `Validation failed: ${field} ${description}.`,
        fields: [{ field, description }],
    });
}

/** A caller may not even learn whether an organization that is not its own exists. */
export class ForeignOrganization extends ApiFailure {
    override readonly body = unauthorizedBody();

    constructor() {
        super({
            status: 401,
            errorCode: "UNEXPECTED_ERROR",
            detail: "You are not authorized for this resource.",
        });
        this.name = "ForeignOrganization";
    }
}

export interface RateLimitedDetails {
    readonly errorCode: string;
    readonly detail: string;
    readonly parameters: readonly (string | number)[];
    readonly retryAfterSeconds: number;
}

/** A 429. Its body is shorter than that of other errors, too. */
export class RateLimited extends ApiFailure {
    override readonly body: Record<string, unknown>;
    readonly retryAfterSeconds: number;

    constructor({ retryAfterSeconds, ...details }: RateLimitedDetails) {
        super({ status: 429, ...details });
        this.name = "RateLimited";
        this.body = { ...details, error: 429, reason: reasonOf(429) };
        this.retryAfterSeconds = retryAfterSeconds;
    }
}
