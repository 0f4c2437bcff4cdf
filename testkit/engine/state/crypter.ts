import { createCipheriv, createDecipheriv, randomBytes, scrypt } from "node:crypto";

const ALGORITHM = "aes-256-gcm";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const CHECK_TEXT = "testkit";

/** What the state file holds of the key: enough to tell a wrong passphrase, nothing to decrypt with. */
export interface CrypterState {
    salt: string;
    /** A known text, encrypted. */
    check: string;
}

/** Encrypts the secrets of a state with a key derived from a passphrase. */
export class Crypter {
    readonly state: CrypterState;
    readonly #key: Buffer;

    private constructor(key: Buffer, salt: string, check?: string) {
        this.#key = key;
        this.state = { salt, check: check ?? this.encrypt(CHECK_TEXT) };
    }

    /** A crypter with a new salt. */
    static async create(passphrase: string): Promise<Crypter> {
        const salt = randomBytes(16).toString("base64");
        return new Crypter(await deriveKey(passphrase, salt), salt);
    }

    /** @throws Error when the passphrase is not the one that the state was written with. */
    static async open(passphrase: string, { salt, check }: CrypterState): Promise<Crypter> {
        const crypter = new Crypter(await deriveKey(passphrase, salt), salt, check);
        crypter.decrypt(check);
        return crypter;
    }

    encrypt(plaintext: string): string {
        const nonce = randomBytes(NONCE_BYTES);
        const cipher = createCipheriv(ALGORITHM, this.#key, nonce);
        const body = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
        return [
            "v1",
            nonce.toString("base64"),
            Buffer.concat([body, cipher.getAuthTag()]).toString("base64"),
        ].join(":");
    }

    decrypt(ciphertext: string): string {
        const [, nonce = "", body = ""] = ciphertext.split(":");
        const bytes = Buffer.from(body, "base64");
        const tagStart = bytes.length - 16;
        try {
            const decipher = createDecipheriv(ALGORITHM, this.#key, Buffer.from(nonce, "base64"));
            decipher.setAuthTag(bytes.subarray(tagStart));
            return Buffer.concat([decipher.update(bytes.subarray(0, tagStart)), decipher.final()]).toString(
                "utf8",
            );
        } catch (cause) {
            throw new Error("The passphrase is not the one that the state was encrypted with.", { cause });
        }
    }
}

function deriveKey(passphrase: string, salt: string): Promise<Buffer> {
    return new Promise((resolve, reject) => {
        scrypt(passphrase, Buffer.from(salt, "base64"), KEY_BYTES, (error, key) => {
            if (error) reject(error);
            else resolve(key);
        });
    });
}
