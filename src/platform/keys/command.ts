// A signer that is a command: whatever the ministry's hardware token needs (pkcs11-tool, a vendor's program, a script).
// The command gets the message on its standard input and answers with the signature: 64 raw bytes, or DER, or base64 of either.
import { spawn } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { keyIdOf, pointOf, verifyEs256 } from "./signer.ts";
import type { Signer } from "./signer.ts";

const patience = 60_000;
const largestAnswer = 16 * 1024;

/** `publicKeyPem` tells what to check the answers against: a device that answers nonsense is found at once. */
export function commandSigner(
  command: readonly [string, ...string[]],
  publicKeyPem: string,
  options: { patienceMillis?: number } = {},
): Signer {
  const publicKey = pointOf(createPublicKey(publicKeyPem));
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    sign: async (message) => {
      const signature = rawSignature(await run(command, message, options.patienceMillis ?? patience));
      if (!verifyEs256(publicKey, message, signature))
        throw new Error(`${command[0]} answered with a signature of another key`);
      return signature;
    },
  };
}

// Hostile: a device's program may hang, leave children behind that hold its output open, or never stop talking.
function run(
  [program, ...parameters]: readonly [string, ...string[]],
  input: Uint8Array,
  patienceMillis: number,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { stdio: ["pipe", "pipe", "pipe"] });
    const output: Buffer[] = [];
    let length = 0;
    let complaint = "";
    const giveUp = (sentence: string): void => {
      clearTimeout(timer);
      child.kill("SIGKILL");
      child.stdout.destroy();
      child.stderr.destroy();
      reject(new Error(`The signing command ${program} ${sentence}`));
    };
    const timer = setTimeout(
      () => giveUp(`did not answer in ${patienceMillis / 1000} s, and was stopped.`),
      patienceMillis,
    );
    child.stdout.on("data", (chunk: Buffer) => {
      output.push(chunk);
      length += chunk.length;
      if (length > largestAnswer) giveUp("answered with far more than a signature.");
    });
    child.stderr.on(
      "data",
      (chunk: Buffer) => (complaint = (complaint + chunk.toString("utf8")).slice(0, 500)),
    );
    child.on("error", (error) => giveUp(`could not be run: ${error.message}`));
    child.on("close", (code, signal) => {
      if (code === 0) {
        clearTimeout(timer);
        resolve(Buffer.concat(output));
      } else {
        giveUp(`failed (${code ?? signal}): ${complaint.trim()}`);
      }
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}

function rawSignature(answer: Buffer): Uint8Array {
  if (answer.length === 64) return answer;
  if (answer[0] === 0x30) return fromDer(answer);
  const decoded = Buffer.from(answer.toString("ascii").trim(), "base64");
  if (decoded.length === 64) return decoded;
  if (decoded[0] === 0x30) return fromDer(decoded);
  throw new Error("The signing command's answer is neither 64 bytes, nor DER, nor base64 of one of them.");
}

/** SEQUENCE { INTEGER r, INTEGER s }, as OpenSSL and PKCS #11 tools write it. */
function fromDer(der: Buffer): Uint8Array {
  let offset = 2;
  const integer = (): Buffer => {
    const length = der[offset + 1];
    if (der[offset] !== 2 || length === undefined || length > 33)
      throw new Error("The signing command's answer is not a DER signature.");
    const bytes = der.subarray(offset + 2, offset + 2 + length);
    offset += 2 + length;
    const significant = bytes[0] === 0 ? bytes.subarray(1) : bytes;
    return Buffer.concat([Buffer.alloc(Math.max(0, 32 - significant.length)), significant]);
  };
  return Buffer.concat([integer(), integer()]);
}
