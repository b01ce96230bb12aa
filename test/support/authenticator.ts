// A software authenticator for tests: ES256, "none" attestation, a counter the test may turn back.
// It does what a browser and a security key do together, byte for byte (WebAuthn level 3, sections 6 and 7).
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { encode } from "cborg";

export interface Authenticator {
  counter: number;
  readonly credentialId: Buffer;
  /** Answers to `options` of a registration. */
  register(options: Options, said?: Partial<Said>): object;
  /** Answers to `options` of a sign-in. */
  assert(options: Options, said?: Partial<Said>): object;
}

interface Options {
  readonly challenge: string;
  readonly user?: { readonly id: string };
}

/** What the browser says of itself; tests make it lie. */
interface Said {
  readonly origin: string;
  readonly rpId: string;
  /** User present 1, user verified 4. */
  readonly flags: number;
  readonly type: string;
}

export function softwareAuthenticator(site: { origin: string; rpId: string }): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const credentialId = randomBytes(32);
  let userHandle: string | undefined;
  const honest = { ...site, flags: 0x05 };
  const authenticator: Authenticator = {
    counter: 0,
    credentialId,
    register(options, said = {}) {
      const the = { ...honest, type: "webauthn.create", ...said };
      userHandle = options.user?.id;
      const id = Buffer.concat([Buffer.alloc(16), Buffer.from([0, credentialId.length]), credentialId]);
      const authData = authenticatorData(
        the,
        authenticator.counter,
        0x40,
        Buffer.concat([id, coseKey(publicKey)]),
      );
      return answer(credentialId, {
        clientDataJSON: clientData(the, options),
        attestationObject: Buffer.from(
          encode(
            new Map<string, unknown>([
              ["fmt", "none"],
              ["attStmt", new Map()],
              ["authData", new Uint8Array(authData)],
            ]),
          ),
        ).toString("base64url"),
        transports: ["internal", "hybrid"],
      });
    },
    assert(options, said = {}) {
      const the = { ...honest, type: "webauthn.get", ...said };
      authenticator.counter++;
      const authData = authenticatorData(the, authenticator.counter, 0, Buffer.alloc(0));
      const clientDataJSON = clientData(the, options);
      const clientHash = createHash("sha256").update(Buffer.from(clientDataJSON, "base64url")).digest();
      return answer(credentialId, {
        clientDataJSON,
        authenticatorData: authData.toString("base64url"),
        signature: sign("sha256", Buffer.concat([authData, clientHash]), privateKey).toString("base64url"),
        userHandle,
      });
    },
  };
  return authenticator;
}

function answer(id: Buffer, response: object): object {
  const text = id.toString("base64url");
  return { id: text, rawId: text, type: "public-key", response, clientExtensionResults: {} };
}

function clientData(the: Said, { challenge }: Options): string {
  return Buffer.from(
    JSON.stringify({ type: the.type, challenge, origin: the.origin, crossOrigin: false }),
  ).toString("base64url");
}

function authenticatorData(the: Said, counter: number, extraFlags: number, rest: Buffer): Buffer {
  const head = Buffer.alloc(37);
  createHash("sha256").update(the.rpId).digest().copy(head);
  head[32] = the.flags | extraFlags;
  head.writeUInt32BE(counter, 33);
  return Buffer.concat([head, rest]);
}

function coseKey(publicKey: KeyObject): Buffer {
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64url"));
  return Buffer.from(
    encode(
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, bytes(x)],
        [-3, bytes(y)],
      ]),
    ),
  );
}
