// Commands for what came in and may leave again, and for the papers of goods that move without a certificate.
import type { Command } from "commander";
import { common, group, part, post, pretty, readJson, runner } from "./server-command.ts";
import { processTerminal, tableOf } from "./terminal.ts";
import type { Terminal } from "./terminal.ts";

type Incoming = Readonly<
  Record<"id" | "number" | "receivedOn" | "received" | "drawn" | "lost" | "left", string>
>;
type Paper = Readonly<Record<"id" | "number" | "receiver" | "issuedOn", string>> & {
  readonly state: "ISSUED" | "USED" | "CLOSED";
};

export function addOriginCommands(program: Command, terminal: Terminal = processTerminal): void {
  const run = runner(terminal);

  const incoming = group(program, "incoming", "certificates that came in, and what of each may leave again");
  common(incoming.command("list"))
    .description("confirmed imports and papers, each with what is left of it")
    .action(
      run(async ({ call, tell, t }) => {
        const list = (await call({ method: "GET", path: "/api/incoming" })) as {
          incoming: readonly Incoming[];
        };
        tell(list, () =>
          list.incoming.length === 0
            ? t("origin.incoming.none")
            : tableOf(
                [
                  t("api.column.number"),
                  t("origin.received-on"),
                  t("origin.received"),
                  t("origin.drawn"),
                  t("origin.lost"),
                  t("origin.left"),
                  t("api.column.id"),
                ],
                list.incoming.map((one) => [
                  one.number,
                  one.receivedOn,
                  one.received,
                  one.drawn,
                  one.lost,
                  one.left,
                  one.id,
                ]),
              ),
        );
      }),
    );
  common(incoming.command("show <id>"))
    .description("one of them and its balance, by code and origin")
    .action(
      run(async ({ call, tell }, [id]) =>
        tell(await call({ method: "GET", path: `/api/incoming/${part(id)}` }), pretty),
      ),
    );
  post(incoming.command("loss <id>"))
    .description("record carats that were lost, or that stay here")
    .requiredOption("--code <code>", "under which they came in, such as 7102.31")
    .requiredOption("--carats <carats>", "such as 4.20")
    .requiredOption("--kind <kind>", "SORTING, BOILING, CUTTING or STAYED")
    .requiredOption("--reason <text>", "with the paper that shows it")
    .option("--origin <country>", "where the certificate's lines name several")
    .action(
      run(async ({ call, tell, t, options }, [id]) => {
        const { code, carats, kind, reason, origin } = options;
        const done = (await call({
          method: "POST",
          path: `/api/incoming/${part(id)}/losses`,
          body: { code, carats, kind, reason, origin },
        })) as { left: string };
        tell(done, () => t("api.done.loss", done));
      }),
    );

  const document = group(program, "document", "technical certificates and letters of comfort");
  post(document.command("issue [file]"))
    .description("issue one; JSON as in /api/openapi.json")
    .action(
      run(async ({ call, tell, t }, [file]) => {
        const body = await readJson(terminal, file);
        const done = (await call({ method: "POST", path: "/api/documents", body })) as {
          id: string;
          number: string;
        };
        tell(done, () => t("api.done.document", done));
      }),
    );
  common(document.command("list"))
    .description("those that your authority issued or receives")
    .action(
      run(async ({ call, tell, t }) => {
        const list = (await call({ method: "GET", path: "/api/documents" })) as {
          documents: readonly Paper[];
        };
        tell(list, () =>
          list.documents.length === 0
            ? t("origin.documents.none")
            : tableOf(
                [
                  t("api.column.number"),
                  t("api.column.state"),
                  t("api.column.destination"),
                  t("certificate.issued"),
                  t("api.column.id"),
                ],
                list.documents.map(({ number, state, receiver, issuedOn, id }) => [
                  number,
                  t(`origin.document.state.${state}`),
                  receiver,
                  issuedOn,
                  id,
                ]),
              ),
        );
      }),
    );
  common(document.command("show <id>"))
    .description("one, with its history")
    .action(
      run(async ({ call, tell }, [id]) =>
        tell(await call({ method: "GET", path: `/api/documents/${part(id)}` }), pretty),
      ),
    );
  for (const [verb, description] of [
    ["use", "say that it was used; its issuer or its receiver does"],
    ["close", "close it, used or not; its issuer does"],
  ] as const) {
    post(document.command(`${verb} <id>`))
      .description(description)
      .action(
        run(async ({ call, tell, t }, [id]) => {
          const done = (await call({
            method: "POST",
            path: `/api/documents/${part(id)}/${verb}`,
          })) as Pick<Paper, "state">;
          tell(done, () => t("api.done.document-state", { state: t(`origin.document.state.${done.state}`) }));
        }),
      );
  }
}
