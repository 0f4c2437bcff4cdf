import type { SecretMask } from "./secretMask";
import type { Diagnostic } from "./stack";

/** Collects what a run has to say, secrets masked. */
export class Diagnostics {
    readonly all: Diagnostic[] = [];
    readonly #mask: SecretMask;
    readonly #onDiagnostic: (diagnostic: Diagnostic) => void;

    constructor(mask: SecretMask, onDiagnostic: (diagnostic: Diagnostic) => void) {
        this.#mask = mask;
        this.#onDiagnostic = onDiagnostic;
    }

    info(message: string, urn = ""): void {
        this.report("info", message, urn);
    }

    warning(message: string, urn = ""): void {
        this.report("warning", message, urn);
    }

    error(message: string, urn = ""): void {
        this.report("error", message, urn);
    }

    report(severity: Diagnostic["severity"], message: string, urn: string): void {
        const text = this.#mask.mask(message).trim();
        if (text === "") return;
        const diagnostic: Diagnostic = { severity, message: text, ...(urn === "" ? {} : { urn }) };
        this.all.push(diagnostic);
        this.#onDiagnostic(diagnostic);
    }
}

/** What went wrong has been reported already: unwind without another word. */
export class ReportedError extends Error {
    override readonly name = "ReportedError";
}
