"""A tiny sentence encoder with random weights, laid out as transformers.js reads a folder: test/fixtures/models/tiny.

onnx/model.onnx            fp32: embeddings, one layer of attention, layer normalisation
onnx/model_quantized.onnx  the same with a dynamically quantised product, whose scale depends on the whole batch

    python test/oracles/sentence_bert_model.py    # needs onnx and numpy
"""

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FOLDER = Path(__file__).parent.parent / "fixtures" / "models" / "tiny"
WIDTH = 16
POSITIONS = 40
WORDS = "start level fail pass shop cart buy boost quit add to play guild chat after offer call step and the a".split()
PIECES = [f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz0123456789"]
LETTERS = list("bcdefghijklmnopqrstuvwxyz0123456789")
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ",", ".", ";", "-", *WORDS, *LETTERS, *PIECES]

random = np.random.default_rng(7)


def weights(name, *shape):
    return numpy_helper.from_array(random.normal(0, 0.6, shape).astype(np.float32), name)


def constant(name, value, dtype):
    return numpy_helper.from_array(np.array(value, dtype=dtype), name)


def node(operator, inputs, outputs, **attributes):
    return helper.make_node(operator, inputs.split(), outputs.split(), **attributes)


EMBEDDED = [
    node("Shape", "input_ids", "shape"),
    node("Gather", "shape one", "tokens"),
    node("Range", "zero tokens one", "range"),
    node("Gather", "word_embeddings input_ids", "words"),
    node("Gather", "position_embeddings range", "positions"),
    node("Gather", "type_embeddings token_type_ids", "types"),
    node("Add", "words positions", "placed"),
    node("Add", "placed types", "x"),
]
ATTENTION = [
    node("MatMul", "x query", "q"),
    node("MatMul", "x key", "k"),
    node("MatMul", "x value", "v"),
    node("Transpose", "k", "kt", perm=[0, 2, 1]),
    node("MatMul", "q kt", "products"),
    node("Mul", "products scale", "scores"),
    node("Cast", "attention_mask", "mask", to=TensorProto.FLOAT),
    node("Sub", "one_float mask", "hidden"),
    node("Mul", "hidden far", "penalty"),
    node("Unsqueeze", "penalty axis", "penalties"),
    node("Add", "scores penalties", "masked"),
    node("Softmax", "masked", "attention", axis=-1),
    node("MatMul", "attention v", "attended"),
]
PROJECTED = [node("MatMul", "attended out", "projected")]
DYNAMIC = [
    node("DynamicQuantizeLinear", "attended", "attended8 attended_scale attended_zero"),
    node("MatMulInteger", "attended8 out8 attended_zero out_zero", "product32"),
    node("Cast", "product32", "product", to=TensorProto.FLOAT),
    node("Mul", "attended_scale out_scale", "product_scale"),
    node("Mul", "product product_scale", "projected"),
]
NORMALISED = [
    node("Add", "x projected", "summed"),
    node("LayerNormalization", "summed norm_scale norm_bias", "last_hidden_state", axis=-1),
]

SHARED = [
    constant("zero", 0, np.int64),
    constant("one", 1, np.int64),
    constant("axis", [1], np.int64),
    constant("one_float", 1, np.float32),
    constant("far", -10000, np.float32),
    constant("scale", WIDTH**-0.5, np.float32),
    weights("word_embeddings", len(VOCABULARY), WIDTH),
    weights("position_embeddings", POSITIONS, WIDTH),
    weights("type_embeddings", 2, WIDTH),
    weights("query", WIDTH, WIDTH),
    weights("key", WIDTH, WIDTH),
    weights("value", WIDTH, WIDTH),
    constant("norm_scale", np.ones(WIDTH), np.float32),
    constant("norm_bias", np.zeros(WIDTH), np.float32),
]
OUT = weights("out", WIDTH, WIDTH)
OUT_VALUES = numpy_helper.to_array(OUT)
STEP = np.abs(OUT_VALUES).max() / 127
OUT8 = [
    constant("out8", np.round(OUT_VALUES / STEP), np.int8),
    constant("out_zero", 0, np.int8),
    constant("out_scale", STEP, np.float32),
]


def save(file, nodes, initializers):
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    outputs = [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "tokens", WIDTH])]
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, initializers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="seqment")
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, FOLDER / "onnx" / file)


def write(file, content):
    (FOLDER / file).parent.mkdir(parents=True, exist_ok=True)
    (FOLDER / file).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


write(
    "tokenizer.json",
    {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {
                "id": i,
                "content": VOCABULARY[i],
                "special": True,
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
            }
            for i in range(5)
        ],
        "normalizer": {
            "type": "BertNormalizer",
            "clean_text": True,
            "handle_chinese_chars": True,
            "strip_accents": None,
            "lowercase": True,
        },
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [
                {"SpecialToken": {"id": "[CLS]", "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
            ],
            "pair": [
                {"SpecialToken": {"id": "[CLS]", "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
                {"Sequence": {"id": "B", "type_id": 1}},
                {"SpecialToken": {"id": "[SEP]", "type_id": 1}},
            ],
            "special_tokens": {
                mark: {"id": mark, "ids": [VOCABULARY.index(mark)], "tokens": [mark]} for mark in ("[CLS]", "[SEP]")
            },
        },
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": {piece: i for i, piece in enumerate(VOCABULARY)},
        },
    },
)
write(
    "tokenizer_config.json",
    {
        "tokenizer_class": "BertTokenizer",
        "do_lower_case": True,
        "model_max_length": POSITIONS,
        "unk_token": "[UNK]",
        "sep_token": "[SEP]",
        "pad_token": "[PAD]",
        "cls_token": "[CLS]",
        "mask_token": "[MASK]",
    },
)
write(
    "config.json",
    {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": WIDTH,
        "max_position_embeddings": POSITIONS,
        "num_attention_heads": 1,
        "num_hidden_layers": 1,
        "vocab_size": len(VOCABULARY),
        "pad_token_id": 0,
        "type_vocab_size": 2,
    },
)
(FOLDER / "onnx").mkdir(exist_ok=True)
save("model.onnx", EMBEDDED + ATTENTION + PROJECTED + NORMALISED, SHARED + [OUT])
save("model_quantized.onnx", EMBEDDED + ATTENTION + DYNAMIC + NORMALISED, SHARED + OUT8)
