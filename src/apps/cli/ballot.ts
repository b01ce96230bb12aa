// `kimberlite ballot`: verifies an election from its public file alone; and, for those who do not vote in a browser, makes a
// trustee's secret and messages and a voter's ballot on this computer. Nothing secret is sent anywhere by these commands.
import type { Command } from "commander";
import {
  boxOf,
  castBallot,
  ceremonyState,
  largestBallotFile,
  readElectionFile,
  trusteeSecretLength,
  trusteeWork,
  verifyElection,
} from "#core/ballot/index.ts";
import type { ElectionFile, ElectionVerdict } from "#core/ballot/index.ts";
import { fromHex, toHex } from "#core/encoding/bytes.ts";
import { FormatError } from "#core/encoding/format-error.ts";
import { randomBytes } from "#platform/keys/random.ts";
import { orTell } from "./client.ts";
import { group, refusesPolitely } from "./server-command.ts";
import { exitCodes, processTerminal, readFileOrInput, tableOf, UsageError } from "./terminal.ts";
import type { Terminal } from "./terminal.ts";

export const ballotExitCodes = { holds: 0, "does-not-hold": 4, unreadable: 8 } as const;

export function addBallotCommands(program: Command, terminal: Terminal = processTerminal): void {
  const ballot = group(program, "ballot", "secret ballots: verify an election, vote, hold a part of its key");
  refusesPolitely(ballot.command("verify <file-or-address>"))
    .description("check the key, every ballot, the sums and what was announced, from the public file alone")
    .option("--json", "one JSON object")
    .action((place: string, options: { json?: true }) =>
      withFile(terminal, place, (file) => verify(terminal, file, options.json === true)),
    );
  refusesPolitely(ballot.command("secret"))
    .description("make a trustee's secret: keep it where nobody else finds it, it is needed for every step")
    .action(() => terminal.out(toHex(randomBytes(trusteeSecretLength))));
  refusesPolitely(ballot.command("trustee <file-or-address>"))
    .description("a trustee's next step, to paste on the trustee's page")
    .requiredOption("--as <seat>", "the trustee's seat, such as WDC")
    .requiredOption("--secret <file>", "the file with the trustee's secret")
    .action((place: string, options: { as: string; secret: string }) =>
      withFile(terminal, place, (file) => trustee(terminal, file, options)),
    );
  refusesPolitely(ballot.command("cast <file-or-address>"))
    .description("lock a ballot for the call that is open, to paste on the ballot's page")
    .requiredOption("--as <seat>", "the seat that votes, such as SL")
    .option("--for <candidate...>", "whom it supports; nobody when left out")
    .action((place: string, options: { as: string; for?: string[] }) =>
      withFile(terminal, place, async (file) => cast(terminal, file, options.as, options.for ?? [])),
    );
}

async function withFile(
  terminal: Terminal,
  place: string,
  work: (file: ElectionFile) => Promise<void>,
): Promise<void> {
  await orTell(terminal, false, async () => {
    let file: ElectionFile;
    try {
      file = readElectionFile(await textAt(terminal, place));
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      terminal.error(`${place} is no election that can be read: ${error.message}`);
      terminal.setExitCode(ballotExitCodes.unreadable);
      return;
    }
    await work(file);
  });
}

/** Hostile: what stands at the address. */
async function textAt(terminal: Terminal, place: string): Promise<string> {
  if (!/^https?:\/\//.test(place)) {
    const bytes = await readFileOrInput(terminal, place);
    if (bytes.length > largestBallotFile) throw new FormatError("election", "larger than an election can be");
    return new TextDecoder().decode(bytes);
  }
  let answer: Response;
  try {
    answer = await fetch(place, { signal: AbortSignal.timeout(60_000) });
  } catch (error) {
    throw new UsageError(`${place} cannot be reached`, { cause: error });
  }
  if (!answer.ok || answer.body === null) throw new UsageError(`${place} answers with ${answer.status}`);
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) {
    length += piece.length;
    if (length > largestBallotFile) throw new FormatError("election", "larger than an election can be");
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

async function verify(terminal: Terminal, file: ElectionFile, asJson: boolean): Promise<void> {
  const verdict = verifyElection(file);
  if (asJson) terminal.out(JSON.stringify(verdict, null, 2));
  else for (const line of linesOf(file, verdict)) terminal.out(line);
  terminal.setExitCode(verdict.holds ? ballotExitCodes.holds : ballotExitCodes["does-not-hold"]);
}

function linesOf({ ceremony }: ElectionFile, verdict: ElectionVerdict): readonly string[] {
  const { trustees, threshold, election } = ceremony.terms;
  return [
    election,
    `key: ${verdict.key}${verdict.failedTrustee === null ? "" : `, a message of ${verdict.failedTrustee} does not hold`}; ${threshold} of ${trustees.length} trustees open the sums`,
    ...verdict.calls.flatMap(
      ({ terms, voted, replaced, decrypted, totals, floors, elected, telling, faults }) => [
        "",
        `call ${terms.call}, ${terms.opensAt} to ${terms.closesAt}`,
        `${voted.length} of ${terms.voters.length} voted${replaced === 0 ? "" : `, ${replaced} earlier ballots were replaced`}; opened by ${decrypted.join(", ") || "nobody"}`,
        ...(totals === null
          ? ["sums: not opened"]
          : [
              tableOf(
                ["candidate", ...terms.groups.map(({ id }, i) => `${id} (needs ${floors[i] ?? 0})`)],
                terms.choices.map((choice, i) => [choice, ...totals.map((row) => String(row[i] ?? 0))]),
              ),
              `elected: ${elected ?? "nobody"}`,
            ]),
        ...telling.map((one) => `of group ${one} the sums tell more than they should: so many did the same`),
        ...faults.map((fault) => `WRONG: ${JSON.stringify(fault)}`),
      ],
    ),
    "",
    verdict.holds ? "It holds." : "IT DOES NOT HOLD.",
  ];
}

async function trustee(
  terminal: Terminal,
  file: ElectionFile,
  options: { readonly as: string; readonly secret: string },
): Promise<void> {
  const text = new TextDecoder().decode(await readFileOrInput(terminal, options.secret)).trim();
  if (!new RegExp(`^[0-9a-f]{${2 * trusteeSecretLength}}$`).test(text))
    throw new UsageError(
      `${options.secret} does not hold a secret: ${2 * trusteeSecretLength} digits and letters a to f`,
    );
  const work = trusteeWork(file, options.as, fromHex(text), terminal.now(), randomBytes);
  switch (work.step) {
    case "refuse":
      terminal.error(`refused: ${work.why} ${work.who}`.trim());
      terminal.setExitCode(exitCodes.refused);
      return;
    case "wait":
      terminal.error(`nothing to do until ${work.for.join(", ")} did theirs`);
      return;
    case "done":
      terminal.error("nothing to do now");
      return;
    case "decrypt":
      terminal.error(
        `the sums of ${work.ballots} ballots of call ${work.call}; box ${toHex(work.box).slice(0, 16)}`,
      );
  }
  terminal.out(`${work.step} ${toHex(work.message)}`);
}

function cast(terminal: Terminal, file: ElectionFile, seat: string, supported: readonly string[]): void {
  const key = ceremonyState(file.ceremony);
  const now = terminal.now();
  const call = file.calls.find(({ terms }) => terms.opensAt <= now && now < terms.closesAt);
  if (key.step !== "ready" || call === undefined) throw new UsageError("no call of this election is open");
  if (!call.terms.voters.some((voter) => voter.seat === seat))
    throw new UsageError(`${seat} does not vote in this call`);
  const wrong = supported.find((choice) => !call.terms.choices.includes(choice));
  if (wrong !== undefined)
    throw new UsageError(`${wrong} does not stand; these do: ${call.terms.choices.join(", ")}`);
  if (supported.length > call.terms.most)
    throw new UsageError(`one ballot supports at most ${call.terms.most}`);
  const box = boxOf(file.ceremony.terms, key.joint, call.terms);
  terminal.out(toHex(castBallot(box, seat, supported, randomBytes)));
}
