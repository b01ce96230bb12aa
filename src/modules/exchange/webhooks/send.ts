// One attempt to tell one receiver one thing. Nothing is followed, little is read, and it ends after ten seconds.
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { version } from "#platform/config/version.ts";
import { guardedLookup, hostOf, mayConnect } from "./address.ts";
import type { AddressRules } from "./address.ts";

export type Attempt =
  | { readonly ok: true; readonly status: number }
  | { readonly ok: false; readonly status: number | null; readonly failure: Failure };

export type Failure = "status" | "redirect" | "timeout" | "tls" | "private" | "unreachable";

const longestMillis = 10_000;

export function sendOnce(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  rules: AddressRules,
  millis = longestMillis,
): Promise<Attempt> {
  const url = new URL(address);
  const host = hostOf(url);
  // A name is looked at when it is resolved; an address is not resolved.
  if (isIP(host) !== 0 && !mayConnect(host, rules))
    return Promise.resolve({ ok: false, status: null, failure: "private" });
  const content = Buffer.from(body);
  return new Promise((resolve) => {
    const send = url.protocol === "http:" ? requestHttp : requestHttps;
    const request = send(
      url,
      {
        method: "POST",
        // A connection of its own: one kept open would go past the look at its address.
        agent: false,
        lookup: guardedLookup(rules),
        signal: AbortSignal.timeout(millis),
        headers: {
          ...headers,
          "content-type": "application/json",
          "content-length": content.length,
          "user-agent": `Kimberlite/${version}`,
          connection: "close",
        },
      },
      (response) => {
        const status = response.statusCode ?? 0;
        // What the receiver says beside its status is nobody's business here.
        response.destroy();
        resolve(
          status >= 200 && status < 300
            ? { ok: true, status }
            : { ok: false, status, failure: status >= 300 && status < 400 ? "redirect" : "status" },
        );
      },
    );
    request.on("error", (error) => resolve({ ok: false, status: null, failure: failureOf(error) }));
    request.end(content);
  });
}

function failureOf(error: Error): Failure {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (error.name === "TimeoutError" || error.name === "AbortError" || code === "ABORT_ERR") return "timeout";
  if (code === "EPRIVATE") return "private";
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO|EPROTO/.test(code)) return "tls";
  return "unreachable";
}
