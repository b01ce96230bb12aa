// What every strict reader throws when bytes or text are not the one form we accept, and what kind of fault it saw:
// "damaged" (cut or miscopied), "not-canonical" (readable, but not the one spelling), "wrong-type" (something else).

export type Format =
  | "hex"
  | "base64"
  | "base45"
  | "utf-8"
  | "cbor"
  | "json"
  | "sd-jwt"
  | "cose"
  | "act"
  | "claims"
  | "certificate"
  | "trust-list"
  | "status-list"
  | "scan"
  | "receipt"
  | "election"
  | "position";

export type Fault = "damaged" | "not-canonical" | "wrong-type";

export class FormatError extends Error {
  readonly format: Format;
  readonly fault: Fault;

  constructor(format: Format, reason: string, fault: Fault = "damaged") {
    super(`${format}: ${reason}`);
    this.name = "FormatError";
    this.format = format;
    this.fault = fault;
  }
}
