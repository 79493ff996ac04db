//! Numbers, boxes, matrices and deltas as OFD writes them: in attributes, apart by blanks.

/// The most advances that one `DeltaX` is unrolled to.
const MAX_DELTAS: usize = 100_000;

/// The finite numbers of a list (`ST_Array`, GB/T 33190 7.3); what is none is passed over.
pub(super) fn numbers(text: &str) -> Vec<f64> {
    let words = text.split([' ', '\t', '\n', '\r', ',']);
    let numbers = words.filter_map(|word| word.parse::<f64>().ok());
    numbers.filter(|n| n.is_finite()).take(MAX_DELTAS).collect()
}

/// A box: left, top, width, height in millimetres (`ST_Box`).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Area {
    pub(super) fn parse(text: &str) -> Option<Area> {
        match *numbers(text) {
            [x, y, width, height, ..] => Some(Area {
                x,
                y,
                width,
                height,
            }),
            _ => None,
        }
    }

    /// The size of what both boxes cover.
    pub(super) fn shared(&self, other: &Area) -> f64 {
        let across = |a: f64, aw: f64, b: f64, bw: f64| (a + aw).min(b + bw) - a.max(b);
        let width = across(self.x, self.width, other.x, other.width);
        let height = across(self.y, self.height, other.y, other.height);
        width.max(0.0) * height.max(0.0)
    }
}

/// A matrix `a b c d e f`: x' = a·x + c·y + e, y' = b·x + d·y + f (GB/T 33190 8.2).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    pub(super) const SAME: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(super) fn parse(text: &str) -> Option<Matrix> {
        numbers(text).try_into().ok().map(Matrix)
    }

    pub(super) fn shift(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// `inner` first, then this one.
    pub(super) fn around(&self, inner: &Matrix) -> Matrix {
        let [a, b, c, d, _, _] = inner.0;
        let (x0, y0) = self.point(inner.0[4], inner.0[5]);
        let (ax, ay) = self.vector(a, b);
        let (cx, cy) = self.vector(c, d);
        Matrix([ax, ay, cx, cy, x0, y0])
    }

    pub(super) fn point(&self, x: f64, y: f64) -> (f64, f64) {
        let (dx, dy) = self.vector(x, y);
        let [.., e, f] = self.0;
        (dx + e, dy + f)
    }

    pub(super) fn vector(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, _, _] = self.0;
        (a * x + c * y, b * x + d * y)
    }
}

/// The advances of a `DeltaX` or `DeltaY`; `g n d` stands for n times d (GB/T 33190 11.3).
pub(super) fn deltas(text: &str) -> Vec<f64> {
    let mut words = text.split_ascii_whitespace();
    let mut deltas = Vec::new();
    while let Some(word) = words.next() {
        let (count, value) = match word {
            "g" | "G" => (words.next().and_then(|n| n.parse().ok()), words.next()),
            value => (Some(1), Some(value)),
        };
        let value = value
            .and_then(|v| v.parse::<f64>().ok())
            .filter(|v| v.is_finite());
        if let (Some(count), Some(value)) = (count, value) {
            let room = MAX_DELTAS - deltas.len();
            deltas.extend(std::iter::repeat_n(value, room.min(count)));
        }
    }
    deltas
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_deltas_are_unrolled() {
        assert_eq!(deltas("g 3 5.6 2.8 g 2 1"), [5.6, 5.6, 5.6, 2.8, 1.0, 1.0]);
        assert_eq!(deltas("g 99999999999 1").len(), MAX_DELTAS);
        assert_eq!(deltas("g g x NaN g 2"), [] as [f64; 0]);
    }

    #[test]
    fn matrices_apply_inner_first() {
        let turn = Matrix::parse("0 1 -1 0 0 0").unwrap();
        let both = Matrix::shift(10.0, 0.0).around(&turn);
        assert_eq!(both.point(2.0, 0.0), (10.0, 2.0));
        assert_eq!(Matrix::parse("1 0 0"), None);
    }

    #[test]
    fn boxes_share_what_both_cover() {
        let page = Area::parse("0 0 210 297").unwrap();
        let half = Area::parse("105 0 210 297").unwrap();
        assert_eq!(page.shared(&half), 105.0 * 297.0);
        assert_eq!(Area::parse("0 0 x"), None);
    }
}
