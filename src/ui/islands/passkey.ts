// Passkeys in the browser: signs in with one, or registers one, where the page says data-passkey.
// All words come with the page; without script or without WebAuthn the page's own explanation stays.
import { startAuthentication, startRegistration, WebAuthnError } from "@simplewebauthn/browser";

type Creation = Parameters<typeof startRegistration>[0]["optionsJSON"];
type Request = Parameters<typeof startAuthentication>[0]["optionsJSON"];

if (window.PublicKeyCredential !== undefined && window.isSecureContext) {
  for (const part of document.querySelectorAll<HTMLElement>("[data-passkey]")) enliven(part);
}

function enliven(part: HTMLElement): void {
  const button = part.querySelector("button");
  const status = part.querySelector<HTMLElement>("[data-passkey-status]");
  if (button === null || status === null) return;
  part.querySelector("[data-passkey-without]")?.setAttribute("hidden", "");
  part.querySelector("[data-passkey-with]")?.removeAttribute("hidden");
  const say = (text: string | undefined, isError = false): void => {
    status.textContent = text ?? "";
    status.classList.toggle("error-message", isError);
  };
  button.addEventListener("click", () => {
    button.disabled = true;
    say(part.dataset["waiting"]);
    ceremony(part).then(
      (to) => window.location.assign(to),
      (error: unknown) => {
        button.disabled = false;
        say(sentenceOf(part, error), true);
      },
    );
  });
}

/** Resolves to the address to go on to. */
async function ceremony(part: HTMLElement): Promise<string> {
  const { passkey, options = "", verify = "", back } = part.dataset;
  const name = part.querySelector<HTMLInputElement>("input[name='passkeyName']")?.value;
  const optionsJSON = await ask(options, {});
  const credential =
    passkey === "register"
      ? await startRegistration({ optionsJSON: optionsJSON as unknown as Creation })
      : await startAuthentication({ optionsJSON: optionsJSON as unknown as Request });
  const { to } = await ask(verify, { credential, back, name });
  return typeof to === "string" ? to : "/";
}

class Refused extends Error {}

async function ask(path: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(path, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Refused(typeof answer["sentence"] === "string" ? answer["sentence"] : "");
  return answer;
}

function sentenceOf(part: HTMLElement, error: unknown): string | undefined {
  if (error instanceof Refused && error.message !== "") return error.message;
  if (error instanceof WebAuthnError && error.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED")
    return part.dataset["known"];
  // The browser says the same when the person stops and when time runs out, so that nobody can tell who has a passkey.
  if (error instanceof Error && (error.name === "NotAllowedError" || error.name === "AbortError"))
    return part.dataset["cancelled"];
  return part.dataset["failed"];
}
