// `kimberlite decisions sign`: a delegate signs a position with the own key, wherever they are, and sends it or writes it to
// a file that anybody may send. The key is read and never leaves this machine. Exit codes: 0 done, 1 refused, 2 used wrongly.
import type { Command } from "commander";
import { grounds, positionCodes } from "#core/decisions/index.ts";
import { preparePositions } from "#core/decisions/signed/position.ts";
import type { SignedPosition } from "#core/decisions/signed/position.ts";
import { toBase64 } from "#core/encoding/bytes.ts";
import { finishSign1 } from "#core/encoding/cose.ts";
import { FormatError } from "#core/encoding/format-error.ts";
import { pemSigner } from "#platform/keys/signer.ts";
import type { Signer } from "#platform/keys/signer.ts";
import { ask, orTell } from "../client.ts";
import { refusesPolitely } from "../server-command.ts";
import { exitCodes, readFileOrInput, UsageError, writeOut } from "../terminal.ts";
import type { Terminal } from "../terminal.ts";

interface SignOptions {
  readonly key: string;
  readonly item: string;
  readonly call: string;
  readonly seat: string;
  readonly on?: string;
  readonly words?: string;
  readonly expected?: string;
  readonly ground?: string;
  readonly explanationFile?: string;
  readonly cureText?: string;
  readonly cureCondition?: string;
  readonly minister?: true;
  readonly output?: string;
  readonly send?: string;
}

export function addSignCommand(decisions: Command, terminal: Terminal): void {
  refusesPolitely(decisions.command("sign <position>"))
    .description(`sign a position with a delegate's own key: ${positionCodes.join(" ")}`)
    .requiredOption("--key <file>", "the delegate's private key, P-256 in PKCS #8 PEM")
    .requiredOption("--item <id>", "id of the item")
    .requiredOption("--call <number>", "number of the call that is open")
    .requiredOption("--seat <code>", "seat that the delegate speaks for")
    .option("--on <clauses>", "clauses with commas between; all of them when absent")
    .option("--words <text>", "the reservation, or why one stands aside")
    .option("--expected <day>", "of P: when an answer is expected, YYYY-MM-DD")
    .option("--ground <code>", `of an objection: ${grounds.join(" ")}`)
    .option("--explanation-file <file>", "of an objection: its explanation, UTF-8 text")
    .option("--cure-text <text>", "of an objection: other wording that would end it")
    .option("--cure-condition <text>", "of an objection: a condition that can be verified and would end it")
    .option("--minister", "a minister takes the position")
    .option("-o, --output <file>", "write the signed message there")
    .option("--send <server>", "send it: the address of a server, https://kp.example.org")
    .action((position: string, options: SignOptions) =>
      orTell(terminal, false, () => signAndSend(terminal, position, options)),
    );
}

async function signAndSend(terminal: Terminal, position: string, options: SignOptions): Promise<void> {
  const code = positionCodes.find((known) => known === position);
  const ground = grounds.find((known) => known === options.ground);
  if (code === undefined)
    throw new UsageError(`"${position.slice(0, 20)}" is no position: ${positionCodes.join(" ")}`);
  if (options.ground !== undefined && ground === undefined)
    throw new UsageError(`"${options.ground.slice(0, 20)}" is no ground: ${grounds.join(" ")}`);
  if (options.cureText !== undefined && options.cureCondition !== undefined)
    throw new UsageError("--cure-text and --cure-condition are one or the other");
  if (options.output === undefined && options.send === undefined)
    throw new UsageError("say where it goes: --output <file>, --send <server>, or both");
  if (!/^[1-9]\d{0,2}$/.test(options.call)) throw new UsageError(`"${options.call.slice(0, 20)}" is no call`);
  const explanation =
    options.explanationFile === undefined
      ? undefined
      : Buffer.from(await readFileOrInput(terminal, options.explanationFile))
          .toString("utf8")
          .trim();
  const signed = await sign(await signerOf(terminal, options.key), {
    item: options.item,
    call: Number(options.call),
    seat: options.seat,
    at: terminal.now(),
    minister: options.minister === true,
    positions: [
      withoutAbsent({
        code,
        on: options.on
          ?.split(",")
          .map((clause) => clause.trim())
          .filter((clause) => clause !== ""),
        words: options.words,
        expected: options.expected,
        ground,
        explanation,
        cureText: options.cureText,
        cureCondition: options.cureCondition,
      }) as unknown as SignedPosition,
    ],
  });
  if (options.output !== undefined) await writeOut(terminal, options.output, signed);
  if (options.send !== undefined) {
    const answer = await ask(
      { server: options.send, language: "en" },
      { method: "POST", path: "/api/signed-positions", body: { signed: toBase64(signed) } },
    );
    terminal.out(JSON.stringify(answer, null, 2));
  }
  terminal.setExitCode(exitCodes.ok);
}

async function sign(signer: Signer, positions: Parameters<typeof preparePositions>[0]): Promise<Uint8Array> {
  try {
    const prepared = preparePositions(positions, signer.keyId);
    return finishSign1(prepared, await signer.sign(prepared.toBeSigned));
  } catch (error) {
    if (error instanceof FormatError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

async function signerOf(terminal: Terminal, path: string): Promise<Signer> {
  const pem = Buffer.from(await readFileOrInput(terminal, path)).toString("utf8");
  try {
    return pemSigner(pem);
  } catch (error) {
    throw new UsageError(`${path} is no private key of P-256`, { cause: error });
  }
}

function withoutAbsent(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
