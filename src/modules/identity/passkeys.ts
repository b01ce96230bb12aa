// The two ceremonies of passkeys (WebAuthn level 3): registering one, and signing in with one.
// User verification is always required, challenges are used once, counters never go back.
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { z } from "zod";
import type { Ctx } from "#modules/record/index.ts";
import { issueChallenge, redeemChallenge } from "./challenges.ts";
import type { NewPasskey } from "./commands/passkeys.ts";
import { relyingParty } from "./settings.ts";
import type { SignInResult } from "./sign-in.ts";
import { findPasskey, grantsOf, passkeysOf } from "./store.ts";
import { advanceCounter } from "./working/store.ts";

type Base = Pick<Ctx, "database" | "clock">;

/** Loaded with the first ceremony: it and the certificates of authenticators are a tenth of a start. */
const webauthn = () => import("@simplewebauthn/server");

const reader = (base: Base) => ({ db: base.database.kysely });

const base64url = z
  .string()
  .max(10_000)
  .regex(/^[A-Za-z0-9_-]*$/);

// Hostile: from the browser. What the ceremony does not need is dropped.
const Registration = z.object({
  id: base64url.max(1_400),
  rawId: base64url.max(1_400),
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(20)).max(8).optional(),
  }),
});

const Assertion = z.object({
  id: base64url.max(1_400),
  rawId: base64url.max(1_400),
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.max(100).optional().nullable(),
  }),
});

const transports = new Set(["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"]);

/** ES256 first, then RS256, which some Windows machines only have, then EdDSA. */
const algorithms = [-7, -257, -8];

export async function registrationOptions(
  base: Base,
  person: { readonly id: string; readonly name: string },
  scheme: string,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const challenge = await issueChallenge(base, "passkey-registration", { person: person.id });
  const known = await passkeysOf(reader(base), person.id);
  return (await webauthn()).generateRegistrationOptions({
    rpName: scheme,
    rpID: relyingParty().id,
    userID: new Uint8Array(Buffer.from(person.id.replaceAll("-", ""), "hex")),
    userName: person.name,
    userDisplayName: person.name,
    challenge: new Uint8Array(Buffer.from(challenge, "base64url")),
    attestationType: "none",
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: known.map((passkey) => ({
      id: passkey.credential.toString("base64url"),
      transports: [...passkey.transports],
    })),
  });
}

export type RegistrationResult =
  | { readonly ok: true; readonly passkey: NewPasskey }
  | { readonly ok: false; readonly reason: "challenge-unknown" | "passkey-wrong" };

/** Checks what the browser brought back; recording it is the command's business. */
export async function checkRegistration(
  base: Base,
  person: string,
  body: unknown,
  name: string,
): Promise<RegistrationResult> {
  const parsed = Registration.safeParse(body);
  const challenge = parsed.success ? challengeOf(parsed.data.response.clientDataJSON) : undefined;
  if (!parsed.success || challenge === undefined) return { ok: false, reason: "passkey-wrong" };
  const redeemed = await redeemChallenge(base, "passkey-registration", challenge);
  if ((redeemed?.data as { person?: string } | undefined)?.person !== person)
    return { ok: false, reason: "challenge-unknown" };
  const { origin, id } = relyingParty();
  const checked = await (
    await webauthn()
  )
    .verifyRegistrationResponse({
      response: { ...parsed.data, clientExtensionResults: {} } as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    })
    .catch(() => undefined);
  if (checked?.verified !== true) return { ok: false, reason: "passkey-wrong" };
  const { credential, credentialBackedUp } = checked.registrationInfo;
  return {
    ok: true,
    passkey: {
      credential: Buffer.from(credential.id, "base64url"),
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: (parsed.data.response.transports ?? [])
        .filter((transport) => transports.has(transport))
        .sort(),
      synced: credentialBackedUp,
      name,
    },
  };
}

/** Any passkey of this place will do: the browser asks the person which (discoverable credentials). */
export async function signInOptions(base: Base): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const challenge = await issueChallenge(base, "passkey-sign-in", {});
  return (await webauthn()).generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge: new Uint8Array(Buffer.from(challenge, "base64url")),
    userVerification: "required",
    allowCredentials: [],
  });
}

export async function checkSignIn(base: Base, body: unknown): Promise<SignInResult> {
  const parsed = Assertion.safeParse(body);
  const challenge = parsed.success ? challengeOf(parsed.data.response.clientDataJSON) : undefined;
  if (!parsed.success || challenge === undefined) return { ok: false, reason: "passkey-wrong" };
  if ((await redeemChallenge(base, "passkey-sign-in", challenge)) === undefined)
    return { ok: false, reason: "challenge-unknown" };
  const passkey = await findPasskey(reader(base), Buffer.from(parsed.data.id, "base64url"));
  if (passkey === undefined) return { ok: false, reason: "passkey-unknown" };
  const { origin, id } = relyingParty();
  const { userHandle, ...response } = parsed.data.response;
  const checked = await (
    await webauthn()
  )
    .verifyAuthenticationResponse({
      response: { ...parsed.data, response, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      // The counter is compared below, in one statement, so that two sign-ins at once cannot both pass.
      credential: { id: parsed.data.id, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
    })
    .catch(() => undefined);
  if (checked?.verified !== true) return { ok: false, reason: "passkey-wrong" };
  if (
    userHandle &&
    Buffer.from(userHandle, "base64url").toString("hex") !== passkey.person.replaceAll("-", "")
  )
    return { ok: false, reason: "passkey-wrong" };
  const now = new Date(base.clock()).toISOString();
  const forward = await advanceCounter(
    reader(base),
    passkey.credential,
    passkey.counter,
    checked.authenticationInfo.newCounter,
    now,
  );
  if (!forward) return { ok: false, reason: "passkey-copied" };
  const [grant] = await grantsOf(reader(base), passkey.person);
  if (grant === undefined) return { ok: false, reason: "no-role" };
  return {
    ok: true,
    session: {
      person: passkey.person,
      organisation: grant.organisation,
      company: grant.company,
      method: "passkey",
    },
  };
}

function challengeOf(clientDataJSON: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8"));
    const challenge = (parsed as { challenge?: unknown } | null)?.challenge;
    return typeof challenge === "string" ? challenge : undefined;
  } catch {
    return undefined;
  }
}
