import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as cloud from "./cloud.js";
import { folder, script } from "./script.js";

const LOG = join(folder, "calls.jsonl");

/** A dynamic provider that writes down every call, then does what the script says, else what a tidy one does. */
export const provider = {
    configure: ({ config }) => record({ method: "configure", config: config.rawConfig }),
    check: (olds, news) =>
        call("check", news.label, { olds, news }, (plan) => ({
            inputs: news,
            failures: plan.failures ?? [],
        })),
    diff: (id, olds, news) =>
        call("diff", news.label, { id, olds, news }, (plan) => plan.result ?? difference(olds, news)),
    create: (inputs) =>
        call("create", inputs.label, { inputs }, (plan) => {
            const { id, props } = cloud.add(inputs);
            return settle(plan, { id, outs: props });
        }),
    read: (id, props) =>
        call("read", props.label ?? id, { id, props }, (plan) => {
            const found = cloud.get(id);
            if (!found) return { id: "", props: {} };
            const { out, version, ...inputs } = found;
            const __provider = props.__provider;
            return { id, props: { ...found, __provider }, ...(plan.withoutInputs ? {} : { inputs }) };
        }),
    update: (id, olds, news) =>
        call("update", news.label, { id, olds, news }, (plan) => {
            const props = cloud.change(id, { ...news, out: olds.out, version: (olds.version ?? 0) + 1 });
            return settle(plan, { id, outs: props });
        }),
    delete: (id, props) => call("delete", props.label, { id, props }, () => cloud.remove(id)),
};

/** Runs one method: its script is { throw?, until?, stdout?, stderr?, and what the method itself knows }. */
async function call(method, label, args, act) {
    const plan = script().things?.[label]?.[method] ?? {};
    record({ method, label, ...args });
    try {
        if (plan.stdout) process.stdout.write(`${plan.stdout}\n`);
        if (plan.stderr) process.stderr.write(`${plan.stderr}\n`);
        if (plan.until) await until(plan.until === "cancelled" ? isCancelled : () => isStarted(plan.until));
        if (plan.throw) throw new Error(plan.throw);
        return await act(plan);
    } catch (error) {
        // The host prints stacks, which name files of this machine.
        throw Object.assign(error, { stack: "" });
    } finally {
        record({ method, label, end: true });
    }
}

/** A partial success: the thing exists, but is not ready, which Pulumi calls an initialisation error. */
function settle({ partial }, { id, outs }) {
    if (!partial) return { id, outs };
    const { reasons, withoutProvider = false, properties = {} } = partial;
    const { __provider, ...rest } = outs;
    throw Object.assign(new Error(reasons.join("; ")), {
        id,
        reasons,
        properties: { ...rest, ...properties, ...(withoutProvider ? {} : { __provider }) },
    });
}

/** `key` replaces, everything else updates; a value that is not known yet differs, as in a naive provider. */
function difference(olds, news) {
    const changed = Object.keys(news).filter(
        (name) => name !== "__provider" && JSON.stringify(olds[name]) !== JSON.stringify(news[name]),
    );
    const replaces = changed.filter((name) => name === "key");
    return { changes: changed.length > 0, replaces, deleteBeforeReplace: news.deleteFirst === true };
}

function record(entry) {
    appendFileSync(LOG, `${JSON.stringify({ ...entry, process: process.pid })}\n`);
}

/** Whether another call ("b create") has started, which proves that both are under way together. */
function isStarted(call) {
    const calls = readFileSync(LOG, "utf8").split("\n");
    return calls.some((line) => {
        const { label, method } = JSON.parse(line || "{}");
        return `${label} ${method}` === call;
    });
}

function isCancelled() {
    return existsSync(join(folder, "cancelled"));
}

async function until(condition) {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}
