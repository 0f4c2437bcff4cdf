import { expect } from "chai";
import { FRONT } from "../support/front";
import type { Declaration, ResourceOptions } from "../support/stackDeclarations";
import { accessListEntry, from, organization, provider } from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";
import { keyIn } from "./twoKeys";

/** Which resource each one is deleted with, by their names. */
async function deletedWith(stack: StackUnderTest): Promise<Record<string, string | undefined>> {
    const { deployment } = JSON.parse(await stack.exportedState()) as ExportedState;
    const nameOf = (urn: string) => urn.split("::").at(-1)!;
    return Object.fromEntries(
        deployment.resources.map((resource) => [
            nameOf(resource.urn),
            resource.deletedWith ? nameOf(resource.deletedWith) : undefined,
        ]),
    );
}

interface ExportedState {
    readonly deployment: {
        readonly resources: readonly { readonly urn: string; readonly deletedWith?: string }[];
    };
}

async function tellOfOtherOwners(stack: StackUnderTest) {
    const { atlas } = stack;
    const { orgId, id } = atlas.addApiKey({ orgId: atlas.payingOrganization.orgId });
    const entryOn = (name: string, apiKeyId: unknown, options?: ResourceOptions) =>
        accessListEntry(`on-${name}`, { orgId, apiKeyId, ipAddress: "192.0.2.1" }, options);
    const program = [
        keyIn(stack, "plain"),
        keyIn(stack, "protected", { protect: true }),
        keyIn(stack, "retained", { retainOnDelete: true }),
        keyIn(stack, "given"),
        { kind: "OrgApiKey", name: "found", lookup: `${orgId}-${id}` } satisfies Declaration,
        organization("payments", {
            name: "payments",
            orgOwnerId: atlas.payingOrganization.ownerId,
            apiKey: { description: "first", roles: ["ORG_OWNER"] },
        }),
        provider("in-payments", from("payments", "credentials")),
        accessListEntry(
            "on-first",
            {
                orgId: from("payments", "orgId"),
                apiKeyId: from("payments", "apiKeyId"),
                ipAddress: "127.0.0.1",
                allowLockout: true,
            },
            { provider: "in-payments" },
        ),
        ...["plain", "protected", "retained"].map((name) => entryOn(name, from(name, "apiKeyId"))),
        entryOn("given", from("given", "apiKeyId"), { deletedWith: "plain" }),
        entryOn("found", from("found", "apiKeyId")),
        accessListEntry("on-text", { orgId, apiKeyId: id, ipAddress: "192.0.2.2" }),
    ];
    await stack.up(program);
    const tied = await stack.state("on-plain");
    const ties = await deletedWith(stack);
    return { ties, tied };
}

describe("an entry", () => {
    const recorded = recordRuns(tellOfOtherOwners);

    it("is deleted with the resource that makes its key", () => {
        expect(recorded().ties).to.include({ "on-plain": "plain", "on-first": "payments" });
    });

    it("is deleted by itself where its key may stay, or is not the program's own", () => {
        expect(recorded().ties).to.include({
            "on-protected": undefined,
            "on-retained": undefined,
            "on-found": undefined,
            "on-text": undefined,
        });
    });

    it("keeps the option that the program gives", () => {
        expect(recorded().ties).to.include({ "on-given": "plain" });
    });

    it("leaves no hint in state", () => {
        const { inputs, outputs } = recorded().tied;
        const names = [...Object.keys(inputs), ...Object.keys(outputs)];
        expect(names.filter((name) => name.startsWith("__"))).to.deep.equal(
            FRONT === "dynamic" ? ["__provider", "__provider"] : [],
        );
    });
});
