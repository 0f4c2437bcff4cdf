import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import type { StoredSecret, StoredServiceAccount } from "pulumi-atlas-org/testkit";
import { HastyClock } from "../../support/hastyClock";
import type { CreateReply, HostedResource, Properties } from "../../support/host";
import { Host } from "../../support/host";

const HOUR_MS = 3_600_000;

/** Hours in the life of the first secret. */
export const LIFE_HOURS = 720;

export const RENEWING = { renewBeforeHours: 168 };

/** An organization that was made with a service account of its own, and a clock that Atlas and all hosts go by. */
export class OwnAccount {
    readonly atlas: EmulatedAtlas;
    /** All that hosts have shown beside their answers. */
    readonly said: string[] = [];
    id = "";
    outs: Properties = {};
    readonly #clock: HastyClock;

    private constructor(atlas: EmulatedAtlas, clock: HastyClock) {
        this.atlas = atlas;
        this.#clock = clock;
    }

    static async open(account: Properties = RENEWING): Promise<OwnAccount> {
        const clock = new HastyClock();
        const opened = new OwnAccount(await EmulatedAtlas.start({ clock }), clock);
        try {
            const made = await opened.run<CreateReply>((it) => it.create(opened.inputs(account)));
            Object.assign(opened, { id: made.id, outs: made.outs });
            opened.atlas.clearRequests();
            return opened;
        } catch (error) {
            await opened.atlas.close();
            throw error;
        }
    }

    /** What the program gives. */
    inputs(account: Properties = RENEWING, others: Properties = {}): Properties {
        const serviceAccount = {
            name: "pulumi",
            description: "made by Pulumi",
            roles: ["ORG_OWNER"],
            secretExpiresAfterHours: LIFE_HOURS,
            ...account,
        };
        return {
            name: "payments",
            orgOwnerId: this.atlas.payingOrganization.ownerId,
            serviceAccount,
            ...others,
        };
    }

    /** Does something as a run of Pulumi, which knows nothing of those before. */
    async run<T>(work: (organizations: HostedResource) => Promise<T>): Promise<T> {
        const { publicKey, privateKey } = this.atlas.payingOrganization;
        const host = Host.inProcess({}, this.#clock);
        try {
            await host.configure({
                "mongodbatlas:publicKey": publicKey,
                "mongodbatlas:privateKey": privateKey,
                "mongodbatlas:baseUrl": this.atlas.baseUrl,
                "mongodbatlas:maxRetryMs": "0",
            });
            return await work(host.resource("Organization"));
        } finally {
            this.said.push(...(await host.takeLines()));
            await host.stop();
        }
    }

    update(olds: Properties, news: Properties = this.inputs()): Promise<Properties> {
        return this.run((it) => it.update(this.id, olds, news));
    }

    async changes(olds: Properties, news: Properties = this.inputs()): Promise<boolean | undefined> {
        const { changes } = await this.run((it) => it.diff(this.id, olds, news));
        return changes;
    }

    /** Lets time pass until so many hours before the end of the first secret; after it, if there are fewer than none. */
    async waitUntilHoursBeforeEnd(hours: number): Promise<void> {
        const endsAtMs = Date.parse(String(this.outs["clientSecretExpiresAt"]));
        await this.#clock.sleep(endsAtMs - hours * HOUR_MS - this.#clock.nowMs());
    }

    get account(): StoredServiceAccount {
        return this.atlas.serviceAccount(String(this.outs["clientId"]));
    }

    /** What Atlas holds now. */
    secrets(): StoredSecret[] {
        return structuredClone(this.account.secrets);
    }

    secretIds(): string[] {
        return this.account.secrets.map(({ id }) => id);
    }

    /** Makes another secret, as somebody may do in the Atlas UI. */
    addSecret(): StoredSecret {
        const secret = this.atlas.store.newSecret(new Date(this.#clock.nowMs()).toISOString(), 24);
        this.account.secrets.push(secret);
        return secret;
    }

    /** What Atlas was asked, and its answers. */
    calls(): string[] {
        return this.atlas.calls().map(({ endpoint, status }) => `${endpoint} ${status}`);
    }

    /** The secrets that tokens were asked for with, in this order. */
    secretsUsed(): string[] {
        return this.atlas.tokenRequests().map(({ headers }) => {
            const basic = Buffer.from(
                String(headers.authorization).replace("Basic ", ""),
                "base64",
            ).toString();
            return basic.slice(basic.indexOf(":") + 1);
        });
    }
}

/** One for each test. */
export function useOwnAccount(account?: Properties): () => OwnAccount {
    let opened: OwnAccount | undefined;
    beforeEach(async () => {
        opened = await OwnAccount.open(account);
    });
    afterEach(async () => {
        await opened?.atlas.close();
        opened = undefined;
    });
    return () => opened!;
}
