/** What suites share and start once; see `endWithRun`. */
const ends: (() => Promise<void>)[] = [];

/**
 * Ends something after the last suite: of the whole run or, when mocha runs files in parallel, of the file, as a worker
 * that goes on with another file must start it anew.
 */
export function endWithRun(end: () => Promise<void>): void {
    ends.push(end);
}

export const mochaHooks = {
    async afterAll(): Promise<void> {
        for (const end of ends.splice(0)) {
            await end();
        }
    },
};
