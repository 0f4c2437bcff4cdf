import { expect } from "chai";
import { FRONT } from "../support/front";
import { accessListEntry } from "../support/stackDeclarations";
import { recordRuns } from "../support/stackUnderTest";

interface ExportedState {
    readonly deployment: { readonly resources: readonly ResourceRecord[] };
}

interface ResourceRecord {
    readonly urn: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly outputs: Readonly<Record<string, unknown>>;
}

/** Programs declare entries by the thousand, and Pulumi writes its whole state again with every step. */
const MAX_BYTES = { plainIpv4: 620, everythingGiven: 720 };

const LOADER = FRONT === "dynamic" ? ["__provider"] : [];

describe("what the state holds of an entry", () => {
    const recorded = recordRuns(async (stack) => {
        const { orgId } = stack.atlas.payingOrganization;
        const key = { orgId, apiKeyId: stack.atlas.addApiKey({ orgId }).id };
        const options = { onConflict: "adopt", allowLockout: true };
        await stack.up([
            accessListEntry("plainIpv4", { ...key, cidrBlock: "203.0.113.0/24" }),
            accessListEntry("everythingGiven", { ...key, cidrBlock: "2001:db8:aaaa:bbbb::/64", ...options }),
        ]);
        const { deployment } = JSON.parse(await stack.exportedState()) as ExportedState;
        return deployment.resources;
    });

    function propertiesOf(name: string): Pick<ResourceRecord, "inputs" | "outputs"> {
        const { inputs, outputs } = recorded().find(({ urn }) => urn.endsWith(`::${name}`))!;
        return { inputs, outputs };
    }

    it("is all that it can be: every input, and when it was made", () => {
        const { inputs, outputs } = propertiesOf("everythingGiven");
        const given = [...LOADER, "allowLockout", "apiKeyId", "cidrBlock", "onConflict", "orgId"];

        expect(inputs).to.have.all.keys(given);
        expect(outputs).to.include.all.keys([...given, "address", "created"]);
    });

    if (FRONT === "dynamic") {
        it("is the loader line twice", () => {
            const { inputs, outputs } = propertiesOf("everythingGiven");
            expect(inputs["__provider"]).to.match(/^exports\.handler = .+orgApiKeyAccessListEntry$/);
            expect(outputs["__provider"]).to.equal(inputs["__provider"]);
        });
    }

    for (const [name, maxBytes] of Object.entries(MAX_BYTES)) {
        it(`is less than ${maxBytes} bytes of inputs and outputs: ${name}`, () => {
            expect(Buffer.byteLength(JSON.stringify(propertiesOf(name)))).to.be.below(maxBytes);
        });
    }
});
