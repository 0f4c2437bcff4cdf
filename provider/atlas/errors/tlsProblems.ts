/** Whether an error of Node says that a certificate is not trusted. */
export function isCertificateProblem(code: string | undefined): boolean {
    return /CERT|ERR_TLS|UNABLE_TO_VERIFY/.test(code ?? "");
}

/** Whether an error of Node says that what came is not TLS, or no TLS that Node speaks. An alert may pass. */
export function isProtocolProblem(code: string | undefined): boolean {
    return /^(EPROTO|ERR_SSL_(?!\w*ALERT)\w+)$/.test(code ?? "");
}
