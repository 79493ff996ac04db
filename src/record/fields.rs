//! A record's fields in the order in which they are listed.

use std::borrow::Cow;

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Map, Value};

/// Field name → value, in insertion order.
///
/// A record has a dozen of them: looking at each finds one as fast as a hash does, and the names of the
/// built-in ones are not copied.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields(Vec<(Cow<'static, str>, Value)>);

impl Fields {
    /// No fields, with room for `count`.
    pub fn with_capacity(count: usize) -> Fields {
        Fields(Vec::with_capacity(count))
    }

    /// The value of `name`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.iter()
            .find_map(|(field, value)| (field == name).then_some(value))
    }

    /// The value of `name`, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let mut fields = self.0.iter_mut();
        fields.find_map(|(field, value)| (field == name).then_some(value))
    }

    /// Sets `name` to `value`; a field that is there already keeps its place.
    pub fn insert(&mut self, name: impl Into<Cow<'static, str>>, value: Value) {
        let name = name.into();
        match self.get_mut(&name) {
            Some(known) => *known = value,
            None => self.0.push((name, value)),
        }
    }

    /// Takes out the field `name`.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let at = self.0.iter().position(|(field, _)| field == name)?;
        Some(self.0.remove(at).1)
    }

    /// The fields, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// Their names, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.iter().map(|(name, _)| name)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Map<String, Value>> for Fields {
    fn from(map: Map<String, Value>) -> Fields {
        let fields = map.into_iter();
        Fields(fields.map(|(name, value)| (name.into(), value)).collect())
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (name, value) in self.iter() {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_keep_their_order() {
        let mut fields = Fields::with_capacity(2);
        fields.insert("title", json!("甲"));
        fields.insert("result", json!("A"));
        fields.insert("title", json!("乙"));
        assert_eq!(fields.keys().collect::<Vec<_>>(), ["title", "result"]);
        assert_eq!(fields.get("title"), Some(&json!("乙")));
        assert_eq!(fields.get("signers"), None);
        let json = serde_json::to_string(&fields).expect("JSON");
        assert_eq!(json, r#"{"title":"乙","result":"A"}"#);
        assert_eq!(fields.remove("title"), Some(json!("乙")));
        assert_eq!(fields.len(), 1);
    }
}
