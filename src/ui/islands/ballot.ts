// Secret ballots in the reader's own browser: checks the election's key, encrypts the choice with its proofs, and sends the
// form with the ciphertext alone. For trustees the same with their secret, which stays in this page.
import { castBallot, readElectionFile, trusteeWork, trusteeSecretLength } from "#core/ballot/index.ts";
import { boxOf, ceremonyState } from "#core/ballot/index.ts";
import type { ElectionFile } from "#core/ballot/index.ts";
import { fromHex, toHex } from "#core/encoding/bytes.ts";

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

const ballot = document.getElementById("ballot-here");
if (ballot !== null) {
  ballot.hidden = false;
  onPress("ballot-button", () => vote(ballot));
}

const trustee = document.getElementById("trustee-here");
if (trustee !== null) {
  trustee.hidden = false;
  onPress("secret-button", async () => {
    const field = document.getElementById("secret");
    if (field instanceof HTMLInputElement) field.value = toHex(random(trusteeSecretLength));
  });
  onPress("trustee-button", () => workAsTrustee(trustee));
}

async function vote(section: HTMLElement): Promise<void> {
  const chosen = section.querySelector<HTMLInputElement>('input[name="choice"]:checked');
  if (chosen === null) return tell(section, "missing");
  tell(section, "working");
  try {
    const { seat = "", call = "" } = section.dataset;
    const file = await electionFile(section);
    const key = ceremonyState(file.ceremony);
    const open = file.calls.find(({ terms }) => String(terms.call) === call);
    if (key.step !== "ready" || open === undefined) throw new Error(key.step);
    const box = boxOf(file.ceremony.terms, key.joint, open.terms);
    const supported = chosen.value === "-" ? [] : [chosen.value];
    send("ballot-form", "ballot", toHex(castBallot(box, seat, supported, random)));
  } catch {
    tell(section, "failed");
  }
}

async function workAsTrustee(section: HTMLElement): Promise<void> {
  const field = document.getElementById("secret");
  const text = field instanceof HTMLInputElement ? field.value.trim().toLowerCase() : "";
  if (!new RegExp(`^[0-9a-f]{${2 * trusteeSecretLength}}$`).test(text)) return tell(section, "badSecret");
  try {
    const now = new Date().toISOString();
    const work = trusteeWork(
      await electionFile(section),
      section.dataset["seat"] ?? "",
      fromHex(text),
      now,
      random,
    );
    if (work.step === "refuse") return tell(section, nameOf(work.why), work.who);
    if (work.step === "wait") return tell(section, "wait", work.for.join(", "));
    if (work.step === "done") return tell(section, "done");
    tell(section, work.step);
    send("trustee-form", "message", `${work.step} ${toHex(work.message)}`);
  } catch {
    tell(section, "failed");
  }
}

async function electionFile(section: HTMLElement): Promise<ElectionFile> {
  const answer = await fetch(section.dataset["file"] ?? "", { cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  return readElectionFile(await answer.text());
}

/** "SINGLE_BALLOT" stands at data-single-ballot. */
function nameOf(why: string): string {
  return why
    .toLowerCase()
    .replace("_", "-")
    .replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function tell(section: HTMLElement, word: string, who = ""): void {
  const status = section.querySelector('[data-part="status"]');
  if (status !== null) status.textContent = (section.dataset[word] ?? "").replace("#", who);
}

function send(formId: string, field: string, value: string): void {
  const form = document.getElementById(formId);
  const control = document.getElementById(field);
  if (!(form instanceof HTMLFormElement) || !(control instanceof HTMLTextAreaElement)) return;
  control.value = value;
  form.requestSubmit();
}

function onPress(id: string, work: () => Promise<void>): void {
  const button = document.getElementById(id);
  if (!(button instanceof HTMLButtonElement)) return;
  button.addEventListener("click", () => {
    button.disabled = true;
    void work().finally(() => (button.disabled = false));
  });
}
