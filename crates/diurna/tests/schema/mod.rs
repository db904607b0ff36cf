//! Just as much of JSON Schema as `diurna schema` uses. In: a value and a schema. Refuses a keyword that it does not know, so that
//! nothing goes unchecked unseen.

use serde_json::Value;

/// What is wrong with `value`, with its path.
pub fn check(value: &Value, schema: &Value) -> Result<(), String> {
    Checker { root: schema }.check(value, schema, "")
}

struct Checker<'s> {
    root: &'s Value,
}

impl Checker<'_> {
    fn check(&self, value: &Value, schema: &Value, path: &str) -> Result<(), String> {
        let keywords = match schema {
            Value::Bool(true) => return Ok(()),
            Value::Object(keywords) => keywords,
            other => return Err(format!("{path}: no schema: {other}")),
        };
        for (keyword, rule) in keywords {
            match keyword.as_str() {
                "$schema" | "title" | "description" | "format" | "$defs" => {}
                "$ref" => self.check(value, self.definition(rule)?, path)?,
                "type" => is_type(value, rule).then_some(()).ok_or(format!("{path}: {value} is not {rule}"))?,
                "properties" => self.properties(value, rule, path)?,
                "additionalProperties" => {
                    let known = keywords.get("properties");
                    for (key, value) in value.as_object().into_iter().flatten() {
                        if known.is_none_or(|k| k.get(key).is_none()) {
                            self.check(value, rule, &format!("{path}/{key}"))?;
                        }
                    }
                }
                "required" => {
                    for key in rule.as_array().into_iter().flatten().filter_map(Value::as_str) {
                        value.get(key).ok_or(format!("{path}: no {key:?}"))?;
                    }
                }
                "items" => {
                    for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(item, rule, &format!("{path}/{i}"))?;
                    }
                }
                "anyOf" => {
                    let rules = rule.as_array().map(Vec::as_slice).unwrap_or_default();
                    let fits = rules.iter().any(|rule| self.check(value, rule, path).is_ok());
                    fits.then_some(()).ok_or(format!("{path}: {value} fits none of {rule}"))?;
                }
                "minimum" => at_least(value, rule).then_some(()).ok_or(format!("{path}: {value} is below {rule}"))?,
                "maximum" => at_least(rule, value).then_some(()).ok_or(format!("{path}: {value} is above {rule}"))?,
                "minItems" => at_least(&length(value), rule).then_some(()).ok_or(format!("{path}: too few"))?,
                "maxItems" => at_least(rule, &length(value)).then_some(()).ok_or(format!("{path}: too many"))?,
                unknown => return Err(format!("{path}: this check does not know {unknown:?}")),
            }
        }
        Ok(())
    }

    fn properties(&self, value: &Value, rule: &Value, path: &str) -> Result<(), String> {
        for (key, schema) in rule.as_object().into_iter().flatten() {
            if let Some(value) = value.get(key) {
                self.check(value, schema, &format!("{path}/{key}"))?;
            }
        }
        Ok(())
    }

    fn definition(&self, reference: &Value) -> Result<&Value, String> {
        let pointer = reference.as_str().and_then(|r| r.strip_prefix('#')).ok_or(format!("not a reference: {reference}"))?;
        self.root.pointer(pointer).ok_or(format!("no definition at {pointer}"))
    }
}

fn is_type(value: &Value, rule: &Value) -> bool {
    match rule {
        Value::Array(types) => types.iter().any(|rule| is_type(value, rule)),
        Value::String(name) => match name.as_str() {
            "null" => value.is_null(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_u64() || value.is_i64(),
            "number" => value.is_number(),
            "string" => value.is_string(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            _ => false,
        },
        _ => false,
    }
}

/// Holds for what is no number, as the standard wants it.
fn at_least(value: &Value, floor: &Value) -> bool {
    match (value.as_f64(), floor.as_f64()) {
        (Some(value), Some(floor)) => value >= floor,
        _ => true,
    }
}

fn length(value: &Value) -> Value {
    value.as_array().map_or(Value::Null, |items| items.len().into())
}
