/** `--replace` replaces without asking diff: create first, or delete first where the option says so. */
export const runs = [
    { run: "up" },
    { run: "preview", replace: ["a", "c"] },
    { run: "up", replace: ["a", "c"] },
    { run: "up", replace: ["kept"] },
];

export function program({ Thing }) {
    const a = new Thing("a", { value: 1 });
    new Thing("b", { value: a.out });
    const c = new Thing("c", { value: 1 }, { deleteBeforeReplace: true });
    const d = new Thing("d", { value: c.out });
    new Thing("e", { key: c.out }, { dependsOn: [d] });
    new Thing("kept", { value: 1 }, { retainOnDelete: true });
}
