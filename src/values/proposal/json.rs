//! A reference as JSON.

use serde_json::{Map, Value};

use super::Reference;

/// How many keys an object has at most.
const KEYS: usize = 8;

impl Reference {
    /// The reference as JSON objects, one for each number.
    pub fn to_json(&self, title: Option<&str>) -> Vec<Value> {
        let count = self.numbers.len().max(1);
        (0..count)
            .map(|nth| Value::Object(self.object(self.numbers.get(nth).map(String::as_str), title)))
            .collect()
    }

    fn object(&self, number: Option<&str>, title: Option<&str>) -> Map<String, Value> {
        let mut map = Map::with_capacity(KEYS);
        let mut put = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                map.insert(key.to_owned(), value);
            }
        };
        put(
            "assembly",
            self.assembly.map(|assembly| assembly.name().into()),
        );
        put("level", self.level.clone().map(Value::from));
        put("term", self.term.map(Value::from));
        put("session", self.session.map(Value::from));
        put("number", number.map(Value::from));
        put("type", self.kind.map(Value::from));
        put("title", title.map(Value::from));
        put("category", self.category.clone().map(Value::from));
        map
    }
}
