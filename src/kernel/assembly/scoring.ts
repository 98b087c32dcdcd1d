// Rows are scored 64 at a time. A tile holds a byte per column and row, at tile + column * 64 + row.
//
// A node is 16 bytes: the place of its column in a tile, where the leaf numbers of its left and of its right side are, and
// its cut. On a number, rows whose signed byte exceeds the cut (−128 … 127) go right. On a category, the cut is the address
// of a set of 256 bits (any address exceeds 127), and rows whose byte is in it go left.

/** Rows of a tile; it is computed in full, also where it has fewer. */
const tileRows: usize = 64;

/**
 * For the numbers of so many rows: their count of thresholds below, less 128, into the column at `codes` and into the one
 * behind it. Missing numbers get the least byte in the first and the greatest in the second.
 *
 * A table of 3,152 bytes has a centre (8 bytes unused behind it), 256 ascending thresholds of which the last two at least are
 * infinite, then 16 and 256 numbers in float32: with each threshold less the centre as its key, first the last key of
 * every run of 16 (the 16th is infinite), then all keys.
 *
 * To subtract and to round keep the order: keys below the key of x belong to thresholds below x. They are counted four at
 * a time. Only where keys are equal may there be more such thresholds, which are then counted one by one.
 */
export function codeNumbers(values: usize, table: usize, codes: usize, tileBytes: usize, rows: usize): void {
  for (let first: usize = 0; first < rows; first += tileRows) {
    codeTile(values, table, codes);
    values += tileRows << 3;
    codes += tileBytes;
  }
}

function codeTile(values: usize, table: usize, codes: usize): void {
  const centre = load<f64>(table);
  const thresholds = table + 16;
  const a = v128.load(table, 2064);
  const b = v128.load(table, 2080);
  const c = v128.load(table, 2096);
  const d = v128.load(table, 2112);
  const keys = table + 2128;
  for (let row: usize = 0; row < tileRows; row++) {
    const x = load<f64>(values + (row << 3));
    const key = f32x4.splat(<f32>(x - centre));
    const runs: usize = countBelow(a, b, c, d, key);
    const run = keys + (runs << 6);
    let code: usize =
      (runs << 4) + countBelow(v128.load(run), v128.load(run, 16), v128.load(run, 32), v128.load(run, 48), key);
    while (load<f64>(thresholds + (code << 3)) < x) code++;
    store<u8>(codes + row, code - 128);
    // One less than the least byte is the greatest.
    store<u8>(codes + row, code - 128 - <usize>(x !== x), 64);
  }
}

/** How many of 16 numbers are below the one in all lanes of x. */
function countBelow(a: v128, b: v128, c: v128, d: v128, x: v128): i32 {
  const below = i8x16.narrow_i16x8_s(
    i16x8.narrow_i32x4_s(f32x4.lt(a, x), f32x4.lt(b, x)),
    i16x8.narrow_i32x4_s(f32x4.lt(c, x), f32x4.lt(d, x)),
  );
  return popcnt(v128.bitmask<i8>(below));
}

/** Which of 16 bytes are in a set of 256 bits: all bits of their lanes are then set. */
export function inSet(bytes: v128, set: usize): v128 {
  const octet = v128.shr<u8>(bytes, 3);
  // A lane from 16 on takes nothing from the first half, and one below 16 wraps and takes nothing from the second.
  const bits = v128.or(
    i8x16.swizzle(v128.load(set), octet),
    i8x16.swizzle(v128.load(set, 16), v128.sub<u8>(octet, i8x16.splat(16))),
  );
  const bit = i8x16.swizzle(
    i8x16(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0),
    v128.and(bytes, i8x16.splat(7)),
  );
  return v128.eq<i8>(v128.and(bits, bit), bit);
}

/**
 * Margins of so many rows: the base, and then the values of the trees in their order, added one by one.
 *
 * A tree is 16 bytes: its first node, its number of splits, its leaf values, and where the leaf numbers of its root are found.
 * The numbers of the rows of split s are put at `leafNumbers` + s * 64.
 */
export function margins(
  trees: usize,
  treeCount: i32,
  base: f64,
  tile: usize,
  tileBytes: usize,
  rows: usize,
  leafNumbers: usize,
  out: usize,
): void {
  for (let first: usize = 0; first < rows; first += tileRows) {
    for (let row: usize = 0; row < tileRows; row++) store<f64>(out + (row << 3), base);
    for (let tree = trees; tree < trees + ((<usize>treeCount) << 4); tree += 16) {
      fallToLeaves(load<u32>(tree), load<u32>(tree, 4), tile, leafNumbers);
      addValues(load<u32>(tree, 8), load<u32>(tree, 12), out);
    }
    tile += tileBytes;
    out += tileRows << 3;
  }
}

/** Numbers of the leaves that the rows of a tile fall to from every split, from the last split to the root. */
function fallToLeaves(nodes: usize, splits: usize, tile: usize, leafNumbers: usize): void {
  let out = leafNumbers + (splits << 6);
  for (let node = nodes + (splits << 4); node > nodes; ) {
    node -= 16;
    out -= 64;
    const codes = tile + load<u32>(node);
    const left: usize = load<u32>(node, 4);
    const right: usize = load<u32>(node, 8);
    const cut = load<i32>(node, 12);
    if (cut < 128) {
      const most = i8x16.splat(<i8>cut);
      const a = v128.gt<i8>(v128.load(codes), most);
      const b = v128.gt<i8>(v128.load(codes, 16), most);
      const c = v128.gt<i8>(v128.load(codes, 32), most);
      const d = v128.gt<i8>(v128.load(codes, 48), most);
      v128.store(out, v128.bitselect(v128.load(right), v128.load(left), a));
      v128.store(out, v128.bitselect(v128.load(right, 16), v128.load(left, 16), b), 16);
      v128.store(out, v128.bitselect(v128.load(right, 32), v128.load(left, 32), c), 32);
      v128.store(out, v128.bitselect(v128.load(right, 48), v128.load(left, 48), d), 48);
    } else {
      for (let lane: usize = 0; lane < tileRows; lane += 16) {
        const goesLeft = inSet(v128.load(codes + lane), cut);
        v128.store(out + lane, v128.bitselect(v128.load(left + lane), v128.load(right + lane), goesLeft));
      }
    }
  }
}

function addValues(values: usize, leafNumbers: usize, out: usize): void {
  for (let row: usize = 0; row < tileRows; row += 4) {
    const a = load<f64>(values + ((<usize>load<u8>(leafNumbers + row)) << 3));
    const b = load<f64>(values + ((<usize>load<u8>(leafNumbers + row, 1)) << 3));
    const c = load<f64>(values + ((<usize>load<u8>(leafNumbers + row, 2)) << 3));
    const d = load<f64>(values + ((<usize>load<u8>(leafNumbers + row, 3)) << 3));
    const at = out + (row << 3);
    store<f64>(at, load<f64>(at) + a);
    store<f64>(at, load<f64>(at, 8) + b, 8);
    store<f64>(at, load<f64>(at, 16) + c, 16);
    store<f64>(at, load<f64>(at, 24) + d, 24);
  }
}

/** For every split of a tree, 64 bytes at `out`: 1 where a row of the tile goes right, 0 where it goes left. */
export function decide(nodes: usize, splits: usize, tile: usize, out: usize): void {
  const one = i8x16.splat(1);
  for (let node = nodes; node < nodes + (splits << 4); node += 16) {
    const codes = tile + load<u32>(node);
    const cut = load<i32>(node, 12);
    for (let lane: usize = 0; lane < tileRows; lane += 16) {
      const bytes = v128.load(codes + lane);
      const right = cut < 128 ? v128.gt<i8>(bytes, i8x16.splat(<i8>cut)) : v128.not(inSet(bytes, cut));
      v128.store(out + lane, v128.and(right, one));
    }
    out += 64;
  }
}
