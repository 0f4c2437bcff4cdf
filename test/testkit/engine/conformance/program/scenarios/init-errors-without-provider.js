/** An error whose properties lack `__provider` leaves a state that only an up can mend. */
const PARTIAL = { create: { partial: { reasons: ["not ready"], withoutProvider: true } } };

export const runs = [
    { run: "up", things: { a: PARTIAL } },
    { run: "refresh" },
    { run: "destroy" },
    { run: "up" },
    { run: "destroy" },
];

export function program({ Thing }) {
    new Thing("a", { value: 1 });
}
