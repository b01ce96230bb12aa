// The keys of one installation: a folder only its owner may read, with one entry per organisation, desk and log.
// An entry is a private key file, or a note of where the key really is (ssh-agent, command).
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign,
} from "node:crypto";
import { existsSync } from "node:fs";
import { link, mkdir, open, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { commandSigner } from "./command.ts";
import { makeSealCertificate, readSealCertificates, sealKeyName } from "./document-seal.ts";
import type { DocumentSeal } from "./document-seal.ts";
import { pemSigner } from "./signer.ts";
import type { Signer } from "./signer.ts";
import { sshAgentSigner } from "./ssh-agent.ts";

export interface LogSigner {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

export interface Keyring {
  /** Signer of an organisation or a desk by its name ("SL-KPA", "SL-KPA.desk-1"); undefined when its key is elsewhere. */
  findSigner(name: string): Promise<Signer | undefined>;
  /** Makes a fresh file key under this name. Throws when there is one already: keys are never overwritten. */
  makeSigner(name: string): Promise<Signer>;
  /**
   * The seal that an organisation puts under documents; undefined when its key is elsewhere and unknown here. Key and
   * certificate are made at the first use of an organisation whose own key is here.
   */
  documentSeal(organisation: string, now: Date): Promise<DocumentSeal | undefined>;
  /** Ed25519 key that signs checkpoints; made at the first use. */
  logSigner(): Promise<LogSigner>;
  /** 16 bytes that stand for a certificate in public: nobody without this authority's blinding key can guess them. */
  blind(authority: string, number: string): Uint8Array;
  /** 32 bytes under a name, always the same: a secret shared with somebody that is never stored. */
  sharedSecret(name: string): Uint8Array;
}

const Elsewhere = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ssh-agent"), key: z.string(), socket: z.string().optional() }),
  z.strictObject({
    kind: z.literal("command"),
    command: z.tuple([z.string()], z.string()),
    publicKey: z.string(),
  }),
]);

const nameForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,80}$/;

export async function openKeyring(folder: string): Promise<Keyring> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const blindingSecret = Buffer.from(
    (await readOrMake(join(folder, "blinding.secret"), () => randomBytes(32).toString("hex"))).trim(),
    "hex",
  );
  const blindingKeys = new Map<string, Buffer>();
  const signers = new Map<string, Signer>();
  const seals = new Map<string, DocumentSeal>();

  const keyring: Keyring = {
    async findSigner(name) {
      const known = signers.get(name);
      if (known !== undefined) return known;
      const found = await loadSigner(folder, name);
      if (found !== undefined) signers.set(name, found);
      return found;
    },
    async makeSigner(name) {
      refuseName(name);
      if (existsSync(join(folder, `${name}.json`))) throw new Error(`The key "${name}" exists already.`);
      const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const pem = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
      await writeNew(join(folder, `${name}.pem`), pem);
      const signer = pemSigner(pem);
      signers.set(name, signer);
      return signer;
    },
    async documentSeal(organisation, now) {
      const known = seals.get(organisation);
      if (known !== undefined) return known;
      const name = sealKeyName(organisation);
      let signer = await keyring.findSigner(name);
      if (signer === undefined) {
        if ((await keyring.findSigner(organisation)) === undefined) return undefined;
        // Two prints at once make one key between them: the second finds the first's.
        signer = await keyring.makeSigner(name).catch(async (error: unknown) => {
          const other = await loadSigner(folder, name);
          if (other === undefined) throw error;
          return other;
        });
      }
      const file = `${name}.crt`;
      if (!existsSync(join(folder, file))) {
        const made = await makeSealCertificate(signer, organisation, now);
        await readOrMake(join(folder, file), () => made);
      }
      try {
        const certificates = readSealCertificates(await readFile(join(folder, file), "utf8"), signer);
        const seal = { signer, certificates };
        seals.set(organisation, seal);
        return seal;
      } catch (error) {
        throw new Error(`${file} in the folder of the keys cannot be used: ${(error as Error).message}.`, {
          cause: error,
        });
      }
    },
    async logSigner() {
      const pem = await readOrMake(
        join(folder, "log.pem"),
        () => generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }) as string,
      );
      const key = createPrivateKey(pem);
      const { x } = createPublicKey(key).export({ format: "jwk" });
      if (x === undefined) throw new Error("log.pem is not an Ed25519 key");
      return { publicKey: Buffer.from(x, "base64url"), sign: (message) => sign(null, message, key) };
    },
    blind(authority, number) {
      let key = blindingKeys.get(authority);
      if (key === undefined) {
        key = Buffer.from(
          hkdfSync("sha256", blindingSecret, Buffer.alloc(0), `certificate id of ${authority}`, 32),
        );
        blindingKeys.set(authority, key);
      }
      return createHmac("sha256", key).update(number).digest().subarray(0, 16);
    },
    sharedSecret: (name) =>
      new Uint8Array(hkdfSync("sha256", blindingSecret, Buffer.alloc(0), `shared secret of ${name}`, 32)),
  };
  return keyring;
}

/** Names of the keys in a folder, for `kimberlite keys`. */
export async function keyNames(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => /\.(pem|json)$/.test(file))
    .map((file) => file.replace(/\.(pem|json)$/, ""))
    .sort();
}

async function loadSigner(folder: string, name: string): Promise<Signer | undefined> {
  refuseName(name);
  const note = join(folder, `${name}.json`);
  if (existsSync(note)) {
    const place = readNote(await readFile(note, "utf8"), `${name}.json`);
    if (place.kind === "command") return commandSigner(place.command, place.publicKey);
    const socket = place.socket ?? process.env["SSH_AUTH_SOCK"];
    if (socket === undefined)
      throw new Error(`The key "${name}" is in an ssh-agent, but SSH_AUTH_SOCK is not set.`);
    return sshAgentSigner(socket, place.key);
  }
  const file = join(folder, `${name}.pem`);
  return existsSync(file) ? pemSigner(await readFile(file, "utf8")) : undefined;
}

// Hostile: the note may hold a token's PIN, so nothing of its text may reach a message, as JSON.parse would have it.
function readNote(text: string, file: string): z.infer<typeof Elsewhere> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${file} in the folder of the keys is not JSON.`);
  }
  const note = Elsewhere.safeParse(value);
  if (note.success) return note.data;
  const wrong = note.error.issues.map((issue) => issue.path.join(".")).filter((path) => path !== "");
  throw new Error(
    `${file} in the folder of the keys does not say where the key is${wrong.length === 0 ? "" : ` (${wrong.join(", ")})`}.`,
  );
}

// Hostile: names reach the file system.
function refuseName(name: string): void {
  if (!nameForm.test(name)) throw new Error(`"${name}" is not a name of a key`);
}

async function readOrMake(path: string, make: () => string): Promise<string> {
  if (!existsSync(path)) {
    try {
      await writeNew(path, make());
    } catch (error) {
      // Another program, or another call, made it meanwhile; that one holds.
      if (!existsSync(path)) throw error;
    }
  }
  return readFile(path, "utf8");
}

/** Whole or not at all: written aside, flushed, then linked, which fails where a rename would overwrite. */
async function writeNew(path: string, text: string): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString("hex")}.part`;
  const file = await open(aside, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
    await link(aside, path);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === "EEXIST"
      ? new Error(`${path} exists already; keys are never overwritten.`, { cause: error })
      : error;
  } finally {
    await file.close();
    await rm(aside, { force: true });
  }
}
