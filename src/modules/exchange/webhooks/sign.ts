// Signs what a webhook sends, as the Standard Webhooks specification 1.0 says: HMAC-SHA256 over "id.timestamp.body".
import { createHmac } from "node:crypto";
import type { Keyring } from "#platform/keys/keyring.ts";

/** Of an endpoint and of how often its secret was changed: made again when needed, stored nowhere. */
export function secretOf(
  keyring: Keyring,
  webhook: { readonly id: string; readonly secret: number },
): Uint8Array {
  return keyring.sharedSecret(`webhook ${webhook.id} ${webhook.secret}`);
}

/** As the receiver keeps it: "whsec_…". */
export function secretText(secret: Uint8Array): string {
  return `whsec_${Buffer.from(secret).toString("base64")}`;
}

export function signedHeaders(
  secret: Uint8Array,
  message: { readonly id: string; readonly body: string },
  seconds: number,
): Readonly<Record<string, string>> {
  const signature = createHmac("sha256", secret)
    .update(`${message.id}.${seconds}.${message.body}`)
    .digest("base64");
  return {
    "webhook-id": message.id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": `v1,${signature}`,
  };
}
