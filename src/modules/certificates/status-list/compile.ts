// Compiles the status list from how the register has its certificates. Pure: the same statuses give the same list.
import { grouped, numberToHash, prepareStatusList, shortLength } from "#core/certificate/status-list.ts";
import type { ListHead, StatusList, StoppedState, WarningKind } from "#core/certificate/status-list.ts";
import type { KnownStatus, Said } from "#core/certificate/register.ts";
import type { Heading } from "#core/trust/signed-document.ts";
import { compareBytes, equalBytes } from "#core/encoding/bytes.ts";
import { sha256 } from "#platform/keys/random.ts";

type Stopped = KnownStatus & { readonly state: StoppedState };

/** Of every certificate that has not run out; `stage` of each open one. */
export function compileStatusList(
  statuses: readonly KnownStatus[],
  heading: Heading & { readonly head: ListHead },
): StatusList {
  const stopped = statuses.filter(isStopped);
  return {
    ...heading,
    open: grouped(
      statuses
        .filter(({ state }) => state === "open")
        .map(({ publicId, stage = "sealed" }) => ({ publicId, said: { stage } })),
    ),
    stopped: grouped(stopped.map((status) => ({ publicId: status.publicId, said: said(status) }))),
    warned: grouped(statuses.flatMap(warningsOf)),
    // Whose receipt was confirmed is nobody's business; what everybody is meant to stop is.
    numbers: stopped
      .filter(({ state }) => state !== "used")
      .map((status) => ({
        ...said(status),
        digest: sha256(numberToHash(status.participant, status.number)).slice(0, shortLength),
        authority: status.authority,
        issuedOn: status.issuedOn,
        expiresOn: status.expiresOn,
        expiresAt: status.expiresAt,
      }))
      .sort((a, b) => compareBytes(a.digest, b.digest)),
  };
}

function isStopped(status: KnownStatus): status is Stopped {
  return status.state !== "open" && status.state !== "not-released";
}

interface Warned {
  readonly publicId: Uint8Array;
  readonly said: { readonly warning: WarningKind; readonly since: string; readonly by: string };
}

function warningsOf({ publicId, fakeReported, endorsed = [] }: KnownStatus): readonly Warned[] {
  const warned = (warning: WarningKind, { since, by }: Said): Warned => ({
    publicId,
    said: { warning, since: since.slice(0, 10), by },
  });
  // The same put right twice on one day is one warning.
  const once = new Map(endorsed.map((one) => [`${one.field} ${one.since.slice(0, 10)} ${one.by}`, one]));
  return [
    ...(fakeReported === undefined ? [] : [warned("fake-reported", fakeReported)]),
    ...[...once.values()].map((one) => warned(one.field, one)),
  ];
}

/** By its day: the hour would tell which act in the public log it was. */
function said({ state, since, by }: Stopped) {
  return { state, since: since.slice(0, 10), ...(by === null ? {} : { by }) };
}

/** Whether two lists say the same of certificates, whatever their version, dates and head: equal lists are equal bytes. */
export function saysTheSame(a: StatusList, b: StatusList): boolean {
  const { version, issuedAt, notAfter, head } = a;
  const noKey = new Uint8Array(8);
  const bytes = (list: StatusList) =>
    prepareStatusList({ ...list, version, issuedAt, notAfter, head }, noKey).payload;
  return equalBytes(bytes(a), bytes(b));
}
