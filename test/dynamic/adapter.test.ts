import { expect } from "chai";
import { AtlasConfigError } from "#provider/atlas/errors/errors";
import { toResourceProvider } from "#provider/runtime/dynamicAdapter";
import type { Lifecycle } from "#provider/runtime/lifecycle";
import { PartialStateError } from "#provider/runtime/lifecycle";
import type { ConfigurableInstance } from "#provider/runtime/createProviderInstance";

type Values = Record<string, unknown>;

const LOADER = "exports.handler = …";

/** A provider of a made-up kind, whose lifecycle does what the test wants. */
function providerOf(steps: Partial<Lifecycle<Values, Values>>) {
    const warnings: string[] = [];
    const instance = {
        saidBefore: () => undefined,
        configure: () => undefined,
        settingsProblems: () => [],
        nowMs: () => 0,
        hold: () => undefined,
        redact: (text: string) => text,
        asOperation: (run: () => Promise<unknown>) => run(),
        warn: (message: string) => warnings.push(message),
    } as unknown as ConfigurableInstance;
    const lifecycle: Lifecycle<Values, Values> = {
        definition: {
            kind: "Thing",
            hostExport: "thing",
            inputs: ["name", "secret"],
            outputs: [],
            secrets: ["secret"],
            subject: ({ name }) => String(name),
            checks: [],
        },
        diffTable: [{ inputs: ["name"], onChange: "update" }],
        create: (_session, inputs) => Promise.resolve({ id: "id", outputs: inputs }),
        read: (_session, _id, outputs) => Promise.resolve(outputs),
        update: (_session, { wanted }) => Promise.resolve(wanted),
        delete: () => Promise.resolve(),
        ...steps,
    };
    return { provider: toResourceProvider(lifecycle, instance), warnings };
}

async function failureOf(call: Promise<unknown>): Promise<Error & Values> {
    return call.then(
        () => expect.fail("The call succeeded."),
        (error: unknown) => error as Error & Values,
    );
}

describe("the adapter", () => {
    it("hides __provider and null from the lifecycle", async () => {
        const seen: Values[] = [];
        const { provider } = providerOf({
            create: (_session, inputs) => {
                seen.push(inputs);
                return Promise.resolve({ id: "id", outputs: {} });
            },
            update: (_session, { old, wanted }) => {
                seen.push(old, wanted);
                return Promise.resolve({});
            },
        });
        const given = { __provider: LOADER, name: "a", secret: null };

        await provider.create(given);
        await provider.update("id", given, given);

        expect(seen).to.deep.equal([{ name: "a" }, { name: "a" }, { name: "a" }]);
    });

    it("lets no undefined into state, however deep, and stamps the schema version", async () => {
        const outputs = { name: undefined, nested: { a: undefined, b: [{ c: undefined, d: null }] }, e: 0 };
        const { provider } = providerOf({ create: () => Promise.resolve({ id: "id", outputs }) });

        const { outs } = await provider.create({ __provider: LOADER, name: "new" });

        expect(outs).to.deep.equal({ nested: { b: [{ d: null }] }, e: 0, schemaVersion: 1 });
        expect(outs).to.not.have.property("name");
    });

    it("puts __provider and the whole sentence into an error that records a resource", async () => {
        const cause = new Error("the cause");
        const { provider } = providerOf({
            create: () =>
                Promise.reject(
                    new PartialStateError("half done.", { id: "id", outputs: { name: undefined } }, cause),
                ),
        });

        const error = await failureOf(provider.create({ __provider: LOADER, name: "new" }));

        expect(error.message).to.equal("Thing new: half done.");
        expect(error["id"]).to.equal("id");
        expect(error["reasons"]).to.deep.equal(["Thing new: half done."]);
        expect(error["properties"]).to.deep.equal({ schemaVersion: 1, __provider: LOADER });
        expect(error["properties"]).to.not.have.property("name");
    });

    it("does not record a resource because some other error has an id", async () => {
        const { provider } = providerOf({
            update: () => Promise.reject(Object.assign(new Error("no"), { id: null })),
        });

        const error = await failureOf(provider.update("id", {}, {}));

        expect(error).to.not.have.property("reasons");
    });

    it("says of settings that are refused where those of a refresh or a destroy come from", async () => {
        const refuse = () => Promise.reject(new AtlasConfigError("baseUrl is wrong."));
        const { provider } = providerOf({ read: refuse, delete: refuse, create: refuse });

        for (const call of [provider.read("id", { schemaVersion: 1 }), provider.delete("id", {})]) {
            const { message } = await failureOf(call);
            expect(message).to.match(
                /^Thing id: baseUrl is wrong\. .*of the last `pulumi up`.*--run-program/,
            );
        }
        expect((await failureOf(provider.create({ name: "a" }))).message).to.equal(
            "Thing a: baseUrl is wrong.",
        );
    });

    it("makes a sentence of whatever is thrown, and one short line of what the host prints", async () => {
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- other people's code may do it
        const { provider } = providerOf({ delete: () => Promise.reject("a text") });

        const error = await failureOf(provider.delete("id", {}));

        expect(error.message).to.equal("Thing id: a text");
        expect(`${String(error)}: ${error.stack ?? ""}`).to.equal("Thing id: delete failed");
    });

    it("refuses a state that the plugin has written, as no later step could find the provider", async () => {
        const { provider } = providerOf({});
        const news = { name: "a", __provider: LOADER };

        const failure = await failureOf(provider.diff("id", { name: "a" }, news));
        expect(failure.message).to.equal(
            "Thing id: its state was written by the plugin, and has nothing by which a dynamic resource could be found again. Import pulumi-atlas-org/plugin in the program, as before.",
        );
        expect((await provider.diff("id", news, news)).changes).to.be.false;
    });

    it("shows a missing output as a replacement", async () => {
        const { provider } = providerOf({ outputToReplace: () => "name" });

        expect(await provider.diff("id", {}, {})).to.deep.equal({
            changes: true,
            replaces: ["name"],
            deleteBeforeReplace: false,
        });
    });

    it("returns inputs from a read, without secrets", async () => {
        const { provider } = providerOf({});

        const read = await provider.read("id", { __provider: LOADER, name: "a", secret: "b", other: "c" });

        expect(read).to.deep.equal({
            id: "id",
            props: { name: "a", secret: "b", other: "c", schemaVersion: 1 },
            inputs: { name: "a" },
        });
    });

    it("says that a managed resource is gone, with what the lifecycle has to say to that, and fails a lookup", async () => {
        const { provider, warnings } = providerOf({
            read: () => Promise.resolve(undefined),
            goneWarning: ({ schemaVersion }: object & { schemaVersion?: number }) =>
                `gone, version ${schemaVersion}.`,
        });

        expect(await provider.read("id", { schemaVersion: 1 })).to.deep.equal({ id: "" });
        expect(warnings).to.deep.equal(["Thing id: gone, version 1."]);
        expect((await failureOf(provider.read("id"))).message).to.equal(
            "Thing id: it does not exist in Atlas, or the id is wrong.",
        );
        expect(warnings).to.have.lengthOf(1);
        const quiet = providerOf({ read: () => Promise.resolve(undefined) });
        await quiet.provider.read("id", { schemaVersion: 1 });
        expect(quiet.warnings).to.be.empty;
    });
});
