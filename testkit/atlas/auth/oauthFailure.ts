/** A refusal in the shape of OAuth 2.0 (RFC 6749, section 5.2), which is not that of Atlas' other errors. */
export class OauthFailure extends Error {
    readonly status: number;
    readonly body: { readonly error: string; readonly error_description: string };

    constructor(status: number, error: string, description: string) {
        super(`${status} ${error}: ${description}`);
        this.name = "OauthFailure";
        this.status = status;
        this.body = { error, error_description: description };
    }
}

/** The same for a missing, a wrong and an expired secret. */
export function invalidClient(): OauthFailure {
    return new OauthFailure(401, "invalid_client", "Invalid credentials provided.");
}

export function invalidRequest(description: string): OauthFailure {
    return new OauthFailure(400, "invalid_request", description);
}
