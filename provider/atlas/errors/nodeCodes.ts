// What the codes of Node's errors say of a connection.

/** Whether an error of Node says that a certificate is not trusted. */
export function isCertificateProblem(code = ""): boolean {
    return /CERT|ERR_TLS|UNABLE_TO_VERIFY/.test(code) && !code.startsWith("ERR_SSL_");
}

/**
 * Whether an error of Node says that what came makes no sense: it is not TLS, or no TLS that Node speaks (EPROTO,
 * ERR_SSL_*); it is not HTTP (HPE_*); or a body is not compressed as its header says (zlib's, Brotli's and Zstandard's
 * codes). The same server would answer in the same way again.
 */
export function isProtocolProblem(code = ""): boolean {
    return /^(EPROTO$|ERR_SSL_|HPE_|Z_|ZSTD_|ERR_BROTLI_|ERR__ERROR_)/.test(code) && !isBroken(code);
}

/** What was understood, and then broke off: the next try may get to its end. */
function isBroken(code: string): boolean {
    return /ALERT_INTERNAL_ERROR|BAD_RECORD_MAC|UNEXPECTED_EOF|CLOSE_NOTIFY|Z_BUF_ERROR/.test(code);
}
