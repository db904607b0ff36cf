//! Texts that no journalist wrote: every one gives a sound analysis.

use diurna_lang::{Analysis, English};

fn assert_sound(text: &str, analysis: &Analysis) {
    let count = analysis.tokens.len();
    let mut last = 0;
    for token in &analysis.tokens {
        assert!(token.head < count, "a head beyond the tokens");
        assert!(token.span.begin >= last && token.span.end > token.span.begin, "tokens out of order");
        assert!(text.get(token.span.begin..token.span.end).is_some(), "a token off a character border");
        last = token.span.end;
    }
    let mut next = 0;
    for sentence in &analysis.sentences {
        assert_eq!(sentence.start, next, "sentences with a gap");
        assert!(sentence.end > sentence.start, "an empty sentence");
        next = sentence.end;
    }
    assert_eq!(next, count, "tokens without a sentence");
    for entity in &analysis.entities {
        assert!(!entity.tokens.is_empty() && entity.tokens.end <= count, "an entity beyond the tokens");
    }
}

#[test]
fn any_text_gives_a_sound_analysis() {
    let english = English::load().expect("the model loads");
    let texts = [
        String::new(),
        " ".to_string(),
        "\n \n\n\t ".to_string(),
        "\0".to_string(),
        "a\0b\u{1c}c \u{200b}\u{feff}d\u{85}e\u{2028}f".to_string(),
        "🙂🙂 👩‍👩‍👧‍👦 e\u{301}\u{301}\u{301} \u{1d7d8}ǅ".to_string(),
        "!".repeat(50_000),
        "a-".repeat(10_000),
        "(".repeat(3_000) + &")".repeat(3_000),
        "http://".repeat(2_000),
        "\n a".repeat(3_000),
        "the army and ".repeat(3_850),
    ];
    for text in &texts {
        assert_sound(text, &english.analyze(text));
    }
}

#[test]
fn no_sentence_crosses_a_block() {
    let english = English::load().expect("the model loads");
    let text = "The minister met\nrebels in Goma. They left.";
    let blocks = [0..16, 17..text.len(), 5..5];
    let analysis = english.analyze_blocks(text, &blocks);
    assert_sound(text, &analysis);
    let border = analysis.tokens.iter().position(|token| token.span.begin == 17).expect("a token at the border");
    assert!(analysis.sentences.iter().any(|sentence| sentence.start == border));
    assert!(analysis.tokens[border..].iter().all(|token| token.head >= border));
    let alone = english.analyze(&text[17..]);
    let tags = |tokens: &[diurna_lang::Token]| tokens.iter().map(|token| (token.tag, token.dep)).collect::<Vec<_>>();
    assert_eq!(tags(&analysis.tokens[border..]), tags(&alone.tokens));
}

#[test]
fn one_engine_serves_many_threads() {
    let english = English::load().expect("the model loads");
    let text = "Police in Kano arrested three men on Friday.";
    let expected = english.analyze(text);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| assert_eq!(english.analyze(text), expected));
        }
    });
}
