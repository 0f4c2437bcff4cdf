import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import tls from "node:tls";
import { expect } from "chai";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import { ConnectProxy } from "#testkit/atlas/connectProxy";
import type { ConnectProxyOptions } from "#testkit/atlas/connectProxy";
import { useServers } from "../atlas/harness";
import { SELF_SIGNED } from "../atlas/selfSigned";
import { Host } from "../support/host";
import { failureOf } from "../support/hostFailure";

describe("a provider host behind a proxy", () => {
    const servers = useServers();
    const folder = mkdtempSync(path.join(tmpdir(), "certificate-"));
    const certificate = path.join(folder, "ca.pem");
    const endings: (() => unknown)[] = [];
    let atlas: EmulatedAtlas;
    before(() => writeFileSync(certificate, SELF_SIGNED.cert));
    beforeEach(async () => {
        atlas = await EmulatedAtlas.start();
    });
    afterEach(async () => {
        await Promise.all(endings.splice(0).map((end) => end()));
        await atlas.close();
    });
    after(() => rmSync(folder, { recursive: true }));

    /** A host that reaches the emulated Atlas over https, by a name that only the proxy knows. */
    async function hostBehind(options: ConnectProxyOptions, user: string): Promise<[Host, ConnectProxy]> {
        const front = tls.createServer(SELF_SIGNED, (socket) => {
            const connection = net.connect(Number(new URL(atlas.baseUrl).port), "127.0.0.1");
            socket.on("error", () => connection.destroy());
            connection.on("error", () => socket.destroy());
            socket.pipe(connection).pipe(socket);
        });
        const proxy = await ConnectProxy.start({ leadsTo: await servers.track(front), ...options });
        const host = Host.asProcess({
            NODE_EXTRA_CA_CERTS: certificate,
            HTTPS_PROXY: `${user}@${proxy.address}`,
            NO_PROXY: "internal.example,10.0.0.0/8",
        });
        endings.push(
            () => host.stop(),
            () => proxy.close(),
        );
        await host.configure({
            "mongodbatlas:publicKey": atlas.payingOrganization.publicKey,
            "mongodbatlas:privateKey": atlas.payingOrganization.privateKey,
            "mongodbatlas:baseUrl": "https://atlas.invalid",
            "mongodbatlas:maxRetryMs": "0",
        });
        return [host, proxy];
    }

    it("makes and reads a key through the proxy, with an encoded password and no scheme", async () => {
        const [host, proxy] = await hostBehind({ credential: "us#er:p@ss:word" }, "us%23er:p%40ss%3Aword");
        const keys = host.resource("OrgApiKey");
        const { orgId } = atlas.payingOrganization;

        const { id, outs } = await keys.create({ orgId, description: "CI", roles: ["ORG_MEMBER"] });

        expect((await keys.read(id, outs)).id).to.equal(id);
        expect(atlas.calls().map(({ method, status }) => `${method} ${status}`)).to.deep.equal([
            "POST 200",
            "GET 200",
        ]);
        expect(new Set(proxy.requests.map(({ authority }) => authority))).to.deep.equal(
            new Set(["atlas.invalid:443"]),
        );
        expect(proxy.seen).to.not.include("CI");
    });

    it("does not take the proxy's 404 for Atlas's when it reads, and shows no password", async () => {
        const body = JSON.stringify({
            error: 404,
            errorCode: "API_KEY_NOT_FOUND",
            detail: "Gone.",
            reason: "r",
        });
        const [host] = await hostBehind({ behaviour: { status: 404, body } }, "someone:pa%24%24-word");
        const { orgId, apiKeyId } = atlas.payingOrganization;
        const outs = { orgId, apiKeyId, description: "CI", roles: ["ORG_MEMBER"] };

        const message = await failureOf(host.resource("OrgApiKey").read(`${orgId}-${apiKeyId}`, outs));

        expect(message).to.match(/the proxy 127\.0\.0\.1:\d+ \(HTTPS_PROXY\) .* Atlas never saw the call/);
        expect(message).to.not.match(/someone|pa\$|pa%24/);
        expect(atlas.requests).to.be.empty;
    });
});
