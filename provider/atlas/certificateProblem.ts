/** Whether an error of Node says that a certificate is not trusted. */
export function isCertificateProblem(code: string | undefined): boolean {
    return /CERT|ERR_TLS|UNABLE_TO_VERIFY/.test(code ?? "");
}
