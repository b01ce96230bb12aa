// A signer whose key lives in an ssh-agent (OpenSSH PROTOCOL.agent): any ecdsa-sha2-nistp256 identity will do,
// including one on a token that the agent guards. The agent hashes and signs; we only turn its answer into r‖s.
import { createConnection } from "node:net";
import { keyIdOf, publicKeyOf, verifyEs256 } from "./signer.ts";
import type { Signer } from "./signer.ts";

const requestIdentities = 11;
const identitiesAnswer = 12;
const signRequest = 13;
const signResponse = 14;
const algorithm = "ecdsa-sha2-nistp256";
const largestAnswer = 256 * 1024;
const patience = 30_000;

interface Agent {
  readonly path: string;
  readonly patienceMillis: number;
}

/** Finds the identity by its comment or its OpenSSH public key text. Throws when the agent has no such P-256 key. */
export async function sshAgentSigner(
  socketPath: string,
  wanted: string,
  options: { patienceMillis?: number } = {},
): Promise<Signer> {
  const agent: Agent = { path: socketPath, patienceMillis: options.patienceMillis ?? patience };
  const answer = await ask(agent, Buffer.of(requestIdentities));
  const reader = readerOf(answer, identitiesAnswer);
  const count = reader.uint32();
  for (let i = 0; i < count; i++) {
    const blob = reader.string();
    const comment = reader.string().toString("utf8");
    const key = readerOf(blob);
    if (key.string().toString("ascii") !== algorithm) continue;
    if (
      comment !== wanted &&
      blob.toString("base64") !== wanted.split(" ").find((word) => word.startsWith("AAAA"))
    )
      continue;
    key.string(); // the curve's name, fixed by the algorithm
    const publicKey = key.string();
    publicKeyOf(publicKey); // throws when it is no point of the curve
    return {
      keyId: keyIdOf(publicKey),
      publicKey,
      sign: async (message) => {
        const signature = await signWithAgent(agent, blob, message);
        if (!verifyEs256(publicKey, message, signature))
          throw new Error(`The ssh-agent at ${socketPath} answered with a signature of another key.`);
        return signature;
      },
    };
  }
  throw new Error(
    `The ssh-agent at ${socketPath} holds no ${algorithm} key called "${wanted}"; add it with ssh-add.`,
  );
}

async function signWithAgent(agent: Agent, blob: Buffer, message: Uint8Array): Promise<Uint8Array> {
  const request = Buffer.concat([Buffer.of(signRequest), lengthed(blob), lengthed(message), uint32(0)]);
  const signature = readerOf(readerOf(await ask(agent, request), signResponse).string());
  if (signature.string().toString("ascii") !== algorithm)
    throw new Error("the ssh-agent answered with another kind of signature");
  const numbers = readerOf(signature.string());
  return Buffer.concat([coordinate(numbers.string()), coordinate(numbers.string())]);
}

/** An mpint (big-endian, perhaps with a leading zero) as 32 bytes. */
function coordinate(mpint: Buffer): Buffer {
  const significant = mpint.length > 32 ? mpint.subarray(mpint.length - 32) : mpint;
  if (mpint.subarray(0, Math.max(0, mpint.length - 32)).some((byte) => byte !== 0))
    throw new Error("the ssh-agent's number is too large");
  return Buffer.concat([Buffer.alloc(32 - significant.length), significant]);
}

function ask({ path, patienceMillis }: Agent, request: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    let received = Buffer.alloc(0);
    // Hostile: an agent that sends a byte now and then is not answering either, so the limit is on the whole answer.
    const timer = setTimeout(
      () =>
        socket.destroy(new Error(`The ssh-agent at ${path} did not answer in ${patienceMillis / 1000} s.`)),
      patienceMillis,
    );
    socket.on("connect", () => socket.write(lengthed(request)));
    socket.on("error", reject);
    socket.on("close", () => {
      clearTimeout(timer);
      reject(new Error(`The ssh-agent at ${path} closed the connection.`));
    });
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4) return;
      const length = received.readUInt32BE(0);
      if (length > largestAnswer) socket.destroy(new Error("the ssh-agent's answer is too large"));
      else if (received.length >= 4 + length) {
        resolve(received.subarray(4, 4 + length));
        socket.end();
      }
    });
  });
}

interface Reader {
  uint32(): number;
  string(): Buffer;
}

function readerOf(bytes: Buffer, expectedType?: number): Reader {
  let offset = 0;
  const uint32At = (): number => {
    if (offset + 4 > bytes.length) throw new Error("the ssh-agent's answer is cut short");
    offset += 4;
    return bytes.readUInt32BE(offset - 4);
  };
  if (expectedType !== undefined && bytes[offset++] !== expectedType)
    throw new Error("The ssh-agent refused; is the key still loaded and unlocked?");
  return {
    uint32: uint32At,
    string: () => {
      const length = uint32At();
      if (offset + length > bytes.length) throw new Error("the ssh-agent's answer is cut short");
      offset += length;
      return bytes.subarray(offset - length, offset);
    },
  };
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function lengthed(bytes: Uint8Array): Buffer {
  return Buffer.concat([uint32(bytes.length), bytes]);
}
