/** The same work for the same object is done once, as long as somebody holds the object: several rules ask the same of one view. */
export function once<Of extends object, Result>(work: (of: Of) => Result): (of: Of) => Result {
  const known = new WeakMap<Of, { readonly result: Result }>();
  return (of) => {
    let done = known.get(of);
    if (!done) known.set(of, (done = { result: work(of) }));
    return done.result;
  };
}
