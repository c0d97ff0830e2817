export function describeX12(_bytes: Uint8Array, file: string): object {
  return { file };
}
