import { appendFileSync, existsSync } from "node:fs";

/** Inputs of a thing say what its provider does: fail, exit (in that method), hang (until that file exists). */
async function obey(method, { fail, hang, exit }) {
    appendFileSync(process.env.CALLS, `${method}\n`);
    if (fail === method) throw Object.assign(new Error(`${method} failed`), { stack: "" });
    if (exit === method) process.exit(1);
    while (hang && !existsSync(hang)) await new Promise((resolve) => setTimeout(resolve, 10));
}

if (process.env.HOST_SAYS) process.stderr.write(`${process.env.HOST_SAYS}\n`);

export const provider = {
    async create(inputs) {
        await obey("create", inputs);
        return {
            id: `id-${inputs.key ?? "thing"}`,
            outs: { ...inputs, out: `made of ${inputs.key ?? "nothing"}` },
        };
    },
    async diff(id, olds, news) {
        return { changes: olds.key !== news.key };
    },
    async update(id, olds, news) {
        await obey("update", news);
        return { outs: { ...news, out: `made of ${news.key}` } };
    },
    async delete(id, props) {
        await obey("delete", props);
    },
};
