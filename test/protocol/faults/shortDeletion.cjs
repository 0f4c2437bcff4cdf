"use strict";

/**
 * The hosts of this suite have 1 s for a request and 2.5 s to lose, where users have 30 s and 120 s. The deletion of an
 * organization has 5 minutes, which no setting changes: here it has 4 s, longer than a run may lose as well.
 */
const DELETION_MS = 5 * 60_000;
const SHORT_DELETION_MS = 4_000;

const { setTimeout: setTimeoutOfNode } = globalThis;

globalThis.setTimeout = Object.assign(
    (callback, delayMs, ...values) =>
        setTimeoutOfNode(callback, delayMs === DELETION_MS ? SHORT_DELETION_MS : delayMs, ...values),
    setTimeoutOfNode,
);
