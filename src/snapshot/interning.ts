/** A function that gives equal texts back as one string, so that a value shared by many rows is held once. */
export function interning(): <Text extends string | null>(text: Text) => Text {
  const known = new Map<string | null, string | null>();
  return <Text extends string | null>(text: Text): Text => {
    const found = known.get(text);
    if (found !== undefined) return found as Text;
    known.set(text, text);
    return text;
  };
}
