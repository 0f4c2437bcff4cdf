import { DigestClient } from "digest-fetch";
import type { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import { addresses, timed } from "../measure";
import { PARALLEL } from "../results";
import type { Cost, Operation } from "../results";

type Method = "POST" | "GET" | "DELETE";
type Calls = Readonly<Record<Operation, readonly Method[]>>;

/** The least that a resource per entry can do: one call for each entry. */
export const ONE_CALL: Calls = { up: ["POST"], "no-op up": [], refresh: ["GET"], destroy: ["DELETE"] };

/** What Terraform's provider does: it reads what it has made, and, by `terraform destroy`, what it is to delete. */
export const READING: Calls = {
    up: ["POST", "GET"],
    "no-op up": [],
    refresh: ["GET"],
    destroy: ["GET", "DELETE"],
};

/** A client without Pulumi around it that answers a challenge for every call, as other providers of Atlas do. */
export class ReferenceClient {
    readonly #atlas: EmulatedAtlas;
    readonly #calls: Calls;
    readonly #url: string;
    readonly #addresses: readonly string[];
    readonly #parallel: number;

    /** @param parallel is how many entries it has under way at a time. */
    constructor(atlas: EmulatedAtlas, calls: Calls, entries: number, parallel = PARALLEL) {
        const { orgId } = atlas.payingOrganization;
        const apiKeyId = atlas.addApiKey({ orgId }).id;
        this.#atlas = atlas;
        this.#calls = calls;
        this.#url = `${atlas.baseUrl}/api/atlas/v2/orgs/${orgId}/apiKeys/${apiKeyId}/accessList`;
        this.#addresses = addresses(entries);
        this.#parallel = parallel;
    }

    async run(operation: Operation): Promise<Cost> {
        this.#atlas.clearRequests();
        const wallMs = await timed(() => this.#forEachAddress(this.#calls[operation]));
        return { requests: this.#atlas.requests.length, providerMs: wallMs, wallMs };
    }

    async #forEachAddress(methods: readonly Method[]): Promise<void> {
        const waiting = this.#addresses.values();
        const worker = async (): Promise<void> => {
            for (const address of waiting) {
                for (const method of methods) await this.#call(method, address);
            }
        };
        await Promise.all(Array.from({ length: this.#parallel }, worker));
    }

    async #call(method: Method, address: string): Promise<void> {
        const { publicKey, privateKey } = this.#atlas.payingOrganization;
        // A client of its own for each call: none knows the nonce of another.
        const client = new DigestClient(publicKey, privateKey);
        const isPost = method === "POST";
        const response = (await client.fetch(isPost ? this.#url : `${this.#url}/${address}`, {
            method,
            headers: {
                accept: "application/vnd.atlas.2023-01-01+json",
                "content-type": "application/vnd.atlas.2023-01-01+json",
            },
            ...(isPost && { body: JSON.stringify([{ ipAddress: address }]) }),
        })) as Response;
        const body = await response.text();
        if (!response.ok) throw new Error(`${method} of the reference client: ${response.status} ${body}`);
    }
}
