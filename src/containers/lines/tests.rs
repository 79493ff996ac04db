//! Lines from placed glyphs.

use super::*;
use crate::containers::MAX_TEXT;

/// A string set at a place: Han one em wide, others half an em.
fn set(text: &str, x: f64, y: f64, size: f64) -> Vec<Glyph> {
    spaced(text, x, y, size, 0.0)
}

/// With an extra gap, in ems, behind each character.
fn spaced(text: &str, x: f64, y: f64, size: f64, extra: f64) -> Vec<Glyph> {
    let mut at = x;
    let run = (x * 31.0 + y * 7919.0) as u32;
    text.chars()
        .map(|c| {
            let width = if gaps::is_wide(c) { size } else { size / 2.0 };
            let glyph = Glyph {
                c,
                x: at,
                y,
                dx: width,
                dy: 0.0,
                size,
                furniture: false,
                run,
            };
            at += width + extra * size;
            glyph
        })
        .collect()
}

pub(super) fn texts(glyphs: &[Glyph], rules: &[Rule]) -> Vec<String> {
    lines(glyphs, rules)
        .into_iter()
        .map(|line| line.text)
        .collect()
}

#[test]
fn pieces_of_a_line_are_put_together_in_any_order() {
    let pieces = [
        set("号", 87.5, 10.0, 10.0),
        set("云科函〔2023〕", 0.0, 10.0, 10.0),
        set("117", 71.0, 10.4, 10.0),
    ];
    assert_eq!(texts(&pieces.concat(), &[]), ["云科函〔2023〕117号"]);
}

#[test]
fn a_column_gap_is_a_tab_and_autospace_is_nothing() {
    let pieces = [
        set("截至", 0.0, 10.0, 10.0),
        set("2022", 22.5, 10.0, 10.0),
        set("年", 45.0, 10.0, 10.0),
        set("签发人", 120.0, 10.0, 10.0),
    ];
    assert_eq!(texts(&pieces.concat(), &[]), ["截至2022年\t签发人"]);
}

#[test]
fn letter_spaced_lines_have_no_spaces() {
    assert_eq!(
        texts(&spaced("关于散排标题的通知", 0.0, 9.0, 10.0, 1.5), &[]),
        ["关于散排标题的通知"]
    );
    assert_eq!(texts(&spaced("通知", 0.0, 9.0, 10.0, 2.0), &[]), ["通知"]);
    assert_eq!(texts(&spaced("是否", 0.0, 9.0, 10.0, 5.0), &[]), ["是\t否"]);
}

#[test]
fn words_are_told_apart_and_set_spaces_kept() {
    let words = [set("two", 0.0, 9.0, 10.0), set("words", 18.0, 9.0, 10.0)];
    assert_eq!(texts(&words.concat(), &[]), ["two words"]);
    assert_eq!(
        texts(&set("甲　乙  丙", 0.0, 9.0, 10.0), &[]),
        ["甲　乙  丙"]
    );
}

#[test]
fn text_drawn_twice_is_there_once() {
    let twice = [set("标题题", 0.0, 9.0, 10.0), set("标题题", 0.4, 9.2, 10.0)];
    assert_eq!(texts(&twice.concat(), &[]), ["标题题"]);
}

#[test]
fn raised_figures_stand_in_their_line() {
    let pieces = [
        set("面积", 0.0, 20.0, 10.0),
        set("注", 20.0, 16.0, 5.0),
        set("如下", 26.0, 20.0, 10.0),
        set("下一行", 0.0, 36.0, 10.0),
    ];
    assert_eq!(texts(&pieces.concat(), &[]), ["面积注如下", "下一行"]);
}

#[test]
fn stacked_lines_beside_large_characters_stay_apart() {
    let pieces = [
        set("甲市教育局", 0.0, 12.0, 10.0),
        set("乙市财政局", 0.0, 26.0, 10.0),
        set("文件", 60.0, 26.0, 26.0),
    ];
    let texts = texts(&pieces.concat(), &[]);
    assert_eq!(texts.len(), 2);
    assert!(
        texts
            .iter()
            .any(|text| text == "甲市教育局" || text == "乙市财政局"),
        "{texts:?}"
    );
}

#[test]
fn turned_text_is_read_upright() {
    for (dx, dy) in [
        (0.0, 1.0),
        (0.0, -1.0),
        (-1.0, 0.0),
        (0.8, 0.6),
        (0.9998, 0.02),
    ] {
        let turned: Vec<Glyph> = [
            set("第一行文字", 0.0, 0.0, 10.0),
            set("第二行", 0.0, 15.0, 10.0),
        ]
        .concat()
        .into_iter()
        .map(|glyph| Glyph {
            x: glyph.x * dx - glyph.y * dy,
            y: glyph.x * dy + glyph.y * dx,
            dx: glyph.dx * dx,
            dy: glyph.dx * dy,
            ..glyph
        })
        .collect();
        assert_eq!(texts(&turned, &[]), ["第一行文字", "第二行"], "{dx} {dy}");
    }
}

fn grid(xs: &[f64], ys: &[f64]) -> Vec<Rule> {
    let ends = |values: &[f64]| (values[0], values[values.len() - 1]);
    let (left, right) = ends(xs);
    let (top, bottom) = ends(ys);
    let bars = xs.iter().map(|x| Rule {
        from: (*x, top),
        to: (*x, bottom),
    });
    let levels = ys.iter().map(|y| Rule {
        from: (left, *y),
        to: (right, *y),
    });
    bars.chain(levels).collect()
}

#[test]
fn a_row_of_ruled_cells_is_one_line() {
    let rules = grid(&[0.0, 20.0, 80.0, 120.0], &[0.0, 15.0, 45.0]);
    let pieces = [
        set("序", 2.0, 11.0, 10.0),
        set("名称", 22.0, 11.0, 10.0),
        set("额", 82.0, 11.0, 10.0),
        set("1", 2.0, 32.0, 10.0),
        set("省级实验", 22.0, 26.0, 10.0),
        set("室建设", 22.0, 40.0, 10.0),
        set("9", 82.0, 32.0, 10.0),
        set("表外", 0.0, 70.0, 10.0),
    ];
    let expected = ["序\t名称\t额", "1\t省级实验室建设\t9", "表外"];
    assert_eq!(texts(&pieces.concat(), &rules), expected);
}

#[test]
fn an_empty_cell_keeps_its_place_and_a_long_one_its_lines() {
    let rules = grid(&[0.0, 30.0, 60.0, 200.0], &[0.0, 20.0, 120.0]);
    let mut pieces = vec![
        set("电话", 2.0, 14.0, 10.0),
        set("传真", 62.0, 14.0, 10.0),
        set("意见", 2.0, 70.0, 10.0),
    ];
    for line in 0..6 {
        let text = format!("第{line}行意见");
        pieces.push(set(&text, 62.0, 35.0 + 15.0 * f64::from(line), 10.0));
    }
    let texts = texts(&pieces.concat(), &rules);
    assert_eq!(
        texts[..3],
        ["电话\t\t传真", "意见\t\t第0行意见", "第1行意见"]
    );
    assert_eq!(texts.len(), 7);
}

#[test]
fn columns_are_read_one_after_the_other() {
    let mut pieces = vec![set(
        "通栏标题横跨左右两栏的一行文字通栏标题横跨",
        0.0,
        0.0,
        10.0,
    )];
    for line in 1..9 {
        let y = 15.0 * f64::from(line);
        pieces.push(set("左栏文字左栏文字", 0.0, y, 10.0));
        pieces.push(set("右栏文字右栏文字", 100.0, y + 4.0, 10.0));
    }
    let texts = texts(&pieces.concat(), &[]);
    assert_eq!(texts.len(), 17);
    assert!(
        texts[1..9].iter().all(|text| text.starts_with('左')),
        "{texts:?}"
    );
    assert!(texts[9..].iter().all(|text| text.starts_with('右')));
}

#[test]
fn indents_are_two_full_width_spaces() {
    let mut pages = Pages::default();
    let mut pieces = Vec::new();
    for line in 0..4 {
        let y = 40.0 * f64::from(line);
        pieces.extend(set("首行缩进两个字符的段落文字甲乙丙", 32.0, y, 16.0));
        pieces.extend(set(
            "第二行从版心左边开始直到右边甲乙丙丁戊",
            0.0,
            y + 20.0,
            16.0,
        ));
    }
    pages
        .push(PageLines {
            lines: lines(&pieces, &[]),
        })
        .unwrap();
    pages
        .push(PageLines {
            lines: lines(&set("落款靠右", 200.0, 0.0, 16.0), &[]),
        })
        .unwrap();
    let content = pages.into_content();
    assert!(content.text.starts_with("　　首行缩进"), "{}", content.text);
    assert_eq!(content.text.matches("　　").count(), 4);
    assert_eq!(content.pages.len(), 2);
    assert!(content.text[content.pages[1]..].starts_with("落款"));
}

#[test]
fn texts_over_the_limit_are_refused() {
    let mut pages = Pages::default();
    let line = Line {
        text: "x".repeat(MAX_TEXT / 2),
        left: 0.0,
        right: 0.0,
        y: 0.0,
        size: 1.0,
        furniture: false,
        block: 0,
    };
    pages
        .push(PageLines {
            lines: vec![line.clone()],
        })
        .unwrap();
    assert!(pages.push(PageLines { lines: vec![line] }).is_err());
}
