import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import { REPOSITORY } from "../docs/generated/markers";

describe("pulumi-atlas-org list", () => {
    let atlas: EmulatedAtlas;
    let folder: string;

    before(async () => {
        atlas = await EmulatedAtlas.start();
        folder = mkdtempSync(path.join(tmpdir(), "atlas-list-"));
    });
    beforeEach(() => atlas.clearRequests());
    after(async () => {
        rmSync(folder, { recursive: true });
        await atlas.close();
    });

    async function run(args: readonly string[], env: NodeJS.ProcessEnv = credential()) {
        const child = spawn(path.join(REPOSITORY, "pulumi-atlas-org"), args, {
            cwd: folder,
            env: { PATH: process.env["PATH"], ...coverage(), MONGODB_ATLAS_BASE_URL: atlas.baseUrl, ...env },
            stdio: ["ignore", "pipe", "pipe"],
        });
        const ended = once(child, "close");
        const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
        const [exitCode] = (await ended) as [number];
        return { stdout, stderr, exitCode };
    }

    function credential(): NodeJS.ProcessEnv {
        const { publicKey, privateKey } = atlas.apiKey(atlas.payingOrganization.apiKeyId);
        return { MONGODB_ATLAS_PUBLIC_API_KEY: publicKey, MONGODB_ATLAS_PRIVATE_API_KEY: privateKey };
    }

    /** An organization of its own, with a credential in it. */
    function organization() {
        const { id: orgId } = atlas.addOrganization({ name: "Payments", isPaying: true });
        const account = atlas.addServiceAccount({ orgId, name: "lister", roles: ["ORG_OWNER"] });
        const env = {
            MONGODB_ATLAS_CLIENT_ID: account.clientId,
            MONGODB_ATLAS_CLIENT_SECRET: account.secrets[0]!.secret,
        };
        return { orgId, account, env };
    }

    function addEntries(orgId: string, addresses: readonly string[]) {
        const key = atlas.addApiKey({ orgId, desc: "CI (staging)" });
        addresses.forEach((address) => atlas.addAccessListEntry(key.id, address));
        return key;
    }

    it("prints what is shown of a list that is not whole, and warns", async () => {
        const { orgId, env } = organization();
        const key = atlas.addApiKey({ orgId, desc: "CI" });
        const shown = { id: key.id, publicKey: key.publicKey, desc: "CI", roles: [] };
        const body = { results: [shown], totalCount: 3 };
        const fault = atlas.faults.add({ path: /apiKeys$/, status: 200, body, times: 100 });

        const { stdout, stderr } = await run(["list", orgId, "--kind", "OrgApiKey"], env);
        atlas.faults.remove(fault);

        expect(stdout).to.include(`${orgId}-${key.id}`);
        expect(stderr).to.include("has 1 of 3 members");
    });

    it("prints what an organization holds, with a service account, and only reads", async () => {
        const { orgId, account, env } = organization();
        const key = atlas.addApiKey({ orgId, desc: "ci" });
        const { stdout, stderr, exitCode } = await run(["list", orgId], env);

        expect(exitCode, stderr).to.equal(0);
        expect(stdout.trim().split("\n")).to.have.members([
            `Organization\t${orgId}\tPayments`,
            `OrgApiKey\t${orgId}-${key.id}\tci`,
            `OrgServiceAccount\t${orgId}-${account.clientId}\tlister`,
        ]);
        expect(stderr).to.match(/^3 resources, \d+ calls\.\n$/);
        const written = atlas
            .calls()
            .filter(({ method, path: to }) => method !== "GET" && !to.includes("oauth"));
        expect(written).to.be.empty;
    });

    it("writes what pulumi import reads, with a name for each", async () => {
        const { orgId, env } = organization();
        const key = addEntries(orgId, ["203.0.113.1"]);
        const twin = atlas.addApiKey({ orgId, desc: "CI (staging)" });
        const { stdout, stderr } = await run(
            [
                "list",
                orgId,
                "--kind",
                "OrgApiKey",
                "--kind",
                "OrgApiKeyAccessList",
                "--import-file",
                "import.json",
            ],
            env,
        );

        expect(stdout).to.equal("");
        expect(stderr).to.contain("pulumi import --file import.json");
        expect(JSON.parse(readFileSync(path.join(folder, "import.json"), "utf8"))).to.deep.equal({
            resources: [
                { type: "atlas-org:index:OrgApiKey", name: "ci-staging", id: `${orgId}-${key.id}` },
                { type: "atlas-org:index:OrgApiKey", name: "ci-staging-2", id: `${orgId}-${twin.id}` },
                {
                    type: "atlas-org:index:OrgApiKeyAccessList",
                    name: "ci-staging-access-list",
                    id: `${orgId}-${key.id}`,
                },
            ],
        });
    });

    it("names what others may refer to before them: the organization, owners, lists", async () => {
        const { orgId, env } = organization();
        addEntries(orgId, ["203.0.113.1"]);
        const { stdout } = await run(["list", orgId], env);

        const kinds = stdout.split("\n").flatMap((line) => line.split("\t")[0] ?? []);
        expect([...new Set(kinds)].filter((kind) => kind !== "")).to.deep.equal([
            "Organization",
            "OrgApiKey",
            "OrgServiceAccount",
            "OrgApiKeyAccessList",
        ]);
    });

    it("lists single entries where they are asked for, and says how it goes", async () => {
        const { orgId, env } = organization();
        addEntries(
            orgId,
            Array.from({ length: 120 }, (_, index) => `203.0.113.${index}`),
        );
        const { stdout, stderr } = await run(["list", orgId, "--kind", "OrgApiKeyAccessListEntry"], env);

        expect(stdout.trim().split("\n")).to.have.lengthOf(120);
        expect(stderr).to.match(/^100 resources so far, \d+ calls\n120 resources, \d+ calls\.\n$/);
    });

    for (const [args, expected] of [
        [["list"], /Give its id/],
        [["list", "0123"], /24 lower-case hexadecimal digits/],
        [["list", "0".repeat(24), "--kind", "OrgApikey"], /Is OrgApiKey meant\?/],
        [["list", "0".repeat(24), "--kind", "LinkToken"], /no such kind to list/],
        [["show", "0".repeat(24)], /no such command/],
        [["list", "0".repeat(24), "--all"], /--all/],
    ] as const) {
        it(`refuses ${args.join(" ")} before any call`, async () => {
            const { stdout, stderr, exitCode } = await run(args);

            expect(exitCode).to.equal(1);
            expect(stdout).to.equal("");
            expect(stderr)
                .to.match(/^pulumi-atlas-org: /)
                .and.to.match(expected);
            expect(atlas.requests).to.be.empty;
        });
    }

    it("says that a credential is missing, and what Atlas refuses", async () => {
        const { orgId } = atlas.payingOrganization;
        expect((await run(["list", orgId], {})).stderr).to.contain("No Atlas credential is set");
        const refused = await run(["list", "f".repeat(24)]);
        expect(refused.exitCode).to.equal(1);
        expect(refused.stderr).to.match(/^pulumi-atlas-org: .*40[134]/);
    });

    it("tells how to use it", async () => {
        const { stdout, exitCode } = await run(["--help"]);
        expect(stdout).to.contain("Usage: pulumi-atlas-org list <orgId>");
        expect(exitCode).to.equal(0);
    });
});

/** Where a process puts what it has run, if somebody wants to know. */
function coverage(): NodeJS.ProcessEnv {
    const { NODE_V8_COVERAGE } = process.env;
    return NODE_V8_COVERAGE === undefined ? {} : { NODE_V8_COVERAGE };
}
