export function buildLog(): string;
export function packLog(): string;
