//! JSON that is exact and safe to print: control and hidden characters are written as escapes.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};

use super::door;

/// Writes `value` on one line, with its line feed.
pub fn write_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(&mut *out, Guarded(CompactFormatter));
    value.serialize(&mut serializer)?;
    out.write_all(b"\n")
}

/// Writes `value` on one line, without a line feed.
pub fn write_value(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(&mut *out, Guarded(CompactFormatter));
    Ok(value.serialize(&mut serializer)?)
}

/// Writes `value` indented, with a line feed at the end.
pub fn write_pretty(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(&mut *out, Guarded(PrettyFormatter::new()));
    value.serialize(&mut serializer)?;
    out.write_all(b"\n")
}

/// Writes the values as the lines of one JSON array, without holding them all.
pub struct ArrayWriter<'a> {
    out: &'a mut dyn Write,
    empty: bool,
}

impl<'a> ArrayWriter<'a> {
    /// Opens the array.
    pub fn new(out: &'a mut dyn Write) -> io::Result<ArrayWriter<'a>> {
        out.write_all(b"[")?;
        Ok(ArrayWriter { out, empty: true })
    }

    /// Appends a value.
    pub fn push(&mut self, value: &impl Serialize) -> io::Result<()> {
        self.out
            .write_all(if self.empty { b"\n" } else { b",\n" })?;
        self.empty = false;
        value.serialize(&mut Serializer::with_formatter(
            &mut *self.out,
            Guarded(CompactFormatter),
        ))?;
        Ok(())
    }

    /// Closes the array.
    pub fn finish(self) -> io::Result<()> {
        self.out
            .write_all(if self.empty { b"]\n" } else { b"\n]\n" })
    }
}

/// A formatter that writes what the door would make visible as `\uXXXX`; all else is left to `F`.
struct Guarded<F>(F);

/// Methods of the inner formatter that only lay out arrays and objects.
macro_rules! pass_on {
    ($($name:ident($($arg:ident: $type:ty),*);)*) => {
        $(fn $name<W: ?Sized + Write>(&mut self, writer: &mut W $(, $arg: $type)*) -> io::Result<()> {
            self.0.$name(writer $(, $arg)*)
        })*
    };
}

impl<F: Formatter> Formatter for Guarded<F> {
    pass_on! {
        begin_array();
        end_array();
        begin_array_value(first: bool);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first: bool);
        end_object_key();
        begin_object_value();
        end_object_value();
    }

    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| door::is_hidden(*c)) {
            writer.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(value: &impl Serialize) -> String {
        let mut out = Vec::new();
        write_line(&mut out, value).expect("memory");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn hidden_characters_are_escaped() {
        assert_eq!(
            line(&"甲\u{1b}\u{202e}\u{9b}\n"),
            "\"甲\\u001b\\u202e\\u009b\\n\"\n"
        );
        assert_eq!(line(&"\u{e0041}"), "\"\\udb40\\udc41\"\n");
    }

    #[test]
    fn arrays_are_streamed() {
        let mut out = Vec::new();
        let mut array = ArrayWriter::new(&mut out).expect("memory");
        array.push(&1).expect("memory");
        array.push(&"二").expect("memory");
        array.finish().expect("memory");
        assert_eq!(String::from_utf8(out).expect("UTF-8"), "[\n1,\n\"二\"\n]\n");
    }

    proptest! {
        #[test]
        fn data_is_exact_and_nothing_hidden_is_printed(text in "(.|\n|\\p{C}){0,80}") {
            let printed = line(&text);
            prop_assert!(printed.trim_end().chars().all(|c| !door::is_hidden(c) && !c.is_control()));
            prop_assert_eq!(serde_json::from_str::<String>(&printed).expect("JSON"), text.clone());
            let mut pretty = Vec::new();
            write_pretty(&mut pretty, &vec![text.clone()]).expect("memory");
            prop_assert_eq!(serde_json::from_slice::<Vec<String>>(&pretty).expect("JSON"), vec![text]);
        }
    }
}
