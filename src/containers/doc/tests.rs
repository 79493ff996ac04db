//! DOC files: real ones whole, changed and cut, and streams made by hand.

use std::io::{Cursor, Write};

use cfb::CompoundFile;
use proptest::prelude::*;

use super::read;
use crate::containers::Trouble;

const LETTER: &[u8] = include_bytes!("../../../fixtures/containers/letter_pydocx.doc");
const FEATURES: &[u8] = include_bytes!("../../../fixtures/containers/features.doc");

/// An OLE2 file of these streams.
fn ole(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// The main stream and the table stream of a document of one compressed and one UTF-16 piece.
fn streams() -> (Vec<u8>, Vec<u8>) {
    let mut main = vec![0; 1024];
    main[..4].copy_from_slice(&[0xEC, 0xA5, 0xC1, 0]);
    let latin = b"caf\xE9 \x93\x13 PAGE \x141\x15\x94\x0D";
    let wide: Vec<u8> = "文\t号\u{b}页\u{d}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    main.extend_from_slice(latin);
    main.extend_from_slice(&[0; 3]);
    let at = main.len();
    main.extend_from_slice(&wide);
    let total = (latin.len() + wide.len() / 2) as u32;
    main[0x4C..0x50].copy_from_slice(&total.to_le_bytes());
    main[152..154].copy_from_slice(&93u16.to_le_bytes());
    let mut table = vec![2];
    table.extend_from_slice(&28u32.to_le_bytes());
    for position in [0, latin.len() as u32, total] {
        table.extend_from_slice(&position.to_le_bytes());
    }
    for place in [(1024 * 2) | 0x4000_0000, at as u32] {
        table.extend_from_slice(&[0, 0]);
        table.extend_from_slice(&place.to_le_bytes());
        table.extend_from_slice(&[0, 0]);
    }
    let length = table.len() as u32;
    main[0x1A2..0x1A6].copy_from_slice(&0u32.to_le_bytes());
    main[0x1A6..0x1AA].copy_from_slice(&length.to_le_bytes());
    (main, table)
}

#[test]
fn pieces_are_read_in_their_encodings() {
    let (main, table) = streams();
    let bytes = ole(&[("WordDocument", &main), ("0Table", &table)]);
    assert_eq!(read(&bytes).unwrap().text, "café “1”\n文\t号\n页\n");
}

#[test]
fn features_are_as_in_other_formats() {
    let content = read(FEATURES).unwrap();
    for expected in [
        "页眉一\n页眉二\n云科函〔2023〕7号\t签发人：甲\n一、总则\n（一）目的\n（二）依据\n二、范围\n",
        "（一）其一\n1. 细目\n①小项\n● 要点\n● 要点二\n第1条 标题样式\n共有50¹家企业[i]。\n",
        "[i]。\n¹ 脚注文字\n留下插入\n日期",
        "-☑同意\n换行\n承办单位\t科技局 财政局\n\t教育局\n合并\n两段\n外\t右\n内一\t内二\n内三\t内四\n\t末\n",
        "表后𠮷字\n框所在段\n文本框内容\n分页前\n分页后\n节末\n第二节\n[i] 尾注文字\n页脚文字\n",
    ] {
        assert!(content.text.contains(expected), "{}", content.text);
    }
    assert_eq!(content.pages.len(), 3);
    assert_eq!(content.furniture.len(), 3);
}

#[test]
fn other_files_are_named() {
    for (stream, what) in [
        ("Workbook", "Excel"),
        ("PowerPoint Document", "PowerPoint"),
        ("__properties_version1.0", "Outlook"),
        ("MatOST", "Works"),
        ("Anything", "OLE2"),
    ] {
        let outcome = read(&ole(&[(stream, b"x")]));
        assert!(matches!(outcome, Err(Trouble::Unsupported(named)) if named.contains(what)));
    }
    assert_eq!(
        read(&ole(&[("EncryptedPackage", b"x")])),
        Err(Trouble::Encrypted)
    );
}

#[test]
fn versions_and_passwords() {
    let (mut main, table) = streams();
    main[11] = 1;
    let bytes = ole(&[("WordDocument", &main), ("0Table", &table)]);
    assert_eq!(read(&bytes), Err(Trouble::Encrypted));
    main[..4].copy_from_slice(&[0xDC, 0xA5, 0x65, 0]);
    let bytes = ole(&[("WordDocument", &main)]);
    assert!(matches!(read(&bytes), Err(Trouble::Unsupported(what)) if what.contains("Word 6")));
    let bytes = ole(&[("WordDocument", b"short")]);
    assert!(matches!(read(&bytes), Err(Trouble::Damaged(_))));
}

#[test]
fn places_out_of_range_are_damage() {
    let (main, table) = streams();
    for at in [0x1A2, 0x1A6] {
        let mut main = main.clone();
        main[at..at + 4].copy_from_slice(&[0xFF; 4]);
        let bytes = ole(&[("WordDocument", &main), ("0Table", &table)]);
        assert!(matches!(read(&bytes), Err(Trouble::Damaged(_))));
    }
    // Each number of the piece table: positions and places.
    for at in (5..table.len() - 4).step_by(2) {
        let mut table = table.clone();
        table[at..at + 4].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0x3F]);
        let bytes = ole(&[("WordDocument", &main), ("0Table", &table)]);
        let _ = read(&bytes);
    }
    // Each table of the block.
    for at in (154..154 + 93 * 8)
        .step_by(4)
        .filter(|at| *at != 0x1A2 && *at != 0x1A6)
    {
        for value in [1u32, 0x7FFF_FFFF, u32::MAX] {
            let mut main = main.clone();
            main[at..at + 4].copy_from_slice(&value.to_le_bytes());
            let bytes = ole(&[("WordDocument", &main), ("0Table", &table)]);
            assert!(read(&bytes).is_ok());
        }
    }
}

#[test]
fn a_file_cut_anywhere_has_an_outcome() {
    for cut in (0..LETTER.len()).step_by(911) {
        let _ = read(&LETTER[..cut]);
    }
    assert!(read(&LETTER[..LETTER.len() / 2]).is_err());
}

#[test]
fn circles_of_sectors_end() {
    // The allocation table lies in the sector that the header names first.
    let sector = u32::from_le_bytes(LETTER[76..80].try_into().unwrap()) as usize;
    let table = (sector + 1) * 512;
    for entry in 0..56 {
        let mut bytes = LETTER.to_vec();
        let at = table + entry * 4;
        bytes[at..at + 4].copy_from_slice(&(entry as u32).to_le_bytes());
        let _ = read(&bytes);
        bytes[at..at + 4].copy_from_slice(&(entry as u32 / 2).to_le_bytes());
        let _ = read(&bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_changed_file_never_panics(
        at in 0usize..FEATURES.len(),
        to in any::<u8>(),
        word in 512usize..FEATURES.len() - 4,
        number in any::<u32>(),
    ) {
        let mut bytes = FEATURES.to_vec();
        bytes[at] = to;
        let _ = read(&bytes);
        bytes[word..word + 4].copy_from_slice(&number.to_le_bytes());
        let _ = read(&bytes);
    }

    #[test]
    fn a_changed_table_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..600), at in 0u32..400) {
        let (mut main, mut table) = streams();
        let begin = table.len() as u32;
        table.extend_from_slice(&bytes);
        for index in (0..93).filter(|index| *index != 33) {
            let place = 154 + index * 8;
            main[place..place + 4].copy_from_slice(&begin.to_le_bytes());
            main[place + 4..place + 8].copy_from_slice(&at.to_le_bytes());
        }
        let file = ole(&[("WordDocument", &main), ("1Table", &table), ("Data", &bytes)]);
        let _ = read(&file);
    }
}
