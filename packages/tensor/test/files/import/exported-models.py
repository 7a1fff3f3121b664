"""Networks of torchvision, timm and transformers with weights drawn at random, exported by both exporters of PyTorch.

    pip install torch torchvision timm transformers onnx onnxscript onnxruntime
    python packages/tensor/test/files/import/exported-models.py recorded
    npx tsx --tsconfig tsconfig.tests.json packages/tensor/test/files/import/check-models.ts recorded

Small widths where a family lets them be chosen. Each is exported for batches of any size, and tried with others than the
one it was exported with.
"""

import importlib
import pathlib
import sys
import tempfile
import warnings

import torch

warnings.simplefilter("ignore")
sys.path.insert(0, str(pathlib.Path(__file__).parent))
real = importlib.import_module("real-models")
image, tokens, signal = real.image, real.tokens, real.signal


class Only(torch.nn.Module):
    """A model of transformers as a function of tensors, its first results alone."""

    def __init__(self, model, names, pick=lambda out: out[0]):
        super().__init__()
        self.model, self.names, self.pick = model, names, pick

    def forward(self, *inputs):
        return self.pick(self.model(**dict(zip(self.names, inputs)), return_dict=True))


def vision(name, size=64):
    import torchvision

    def make():
        extra = {"init_weights": True} if name in ("googlenet", "inception_v3") else {}
        model = getattr(torchvision.models, name)(weights=None, **extra)
        return model
    return make, {"x": lambda n: image(n, 3, size, size)}


def timm_model(name, size=64, **options):
    def make():
        import timm
        return timm.create_model(name, pretrained=False, **options)
    return make, {"x": lambda n: image(n, 3, size, size)}


def text(kind, config, model, names=("input_ids", "attention_mask"), length=9, pick=lambda out: out[0], **settings):
    def make():
        import transformers
        made = getattr(transformers, model)(getattr(transformers, config)(**settings, attn_implementation="eager"))
        return Only(made, names, pick)
    draw = {
        "input_ids": lambda n: tokens(90, n, length),
        "attention_mask": lambda n: (lambda seed: real.rng(seed).integers(1, 2, (n, length)).astype("int64")),
        "token_type_ids": lambda n: tokens(2, n, length),
        "decoder_input_ids": lambda n: tokens(90, n, length - 2),
        "pixel_values": lambda n: image(n, 3, 32, 32),
        "input_features": lambda n: signal(n, 80, 60),
        "input_values": lambda n: signal(n, 3000),
    }
    return make, {name: draw[name] for name in names}


bert = dict(vocab_size=100, hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64, max_position_embeddings=40)
vit = dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64, image_size=32, patch_size=8)
llama = dict(vocab_size=100, hidden_size=32, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, intermediate_size=64, max_position_embeddings=64)

networks = {
    **{name: vision(name, size) for name, size in {
        "alexnet": 96, "squeezenet1_1": 64, "resnet18": 64, "resnet50": 64, "resnext50_32x4d": 64, "densenet121": 64,
        "googlenet": 64, "inception_v3": 96, "shufflenet_v2_x1_0": 64, "mobilenet_v2": 64, "mobilenet_v3_small": 64,
        "efficientnet_b0": 64, "efficientnet_v2_s": 64, "mnasnet1_0": 64, "regnet_y_400mf": 64, "convnext_tiny": 64,
        "vit_b_32": 224, "swin_t": 64, "swin_v2_t": 64, "maxvit_t": 224, "vgg11_bn": 64,
    }.items()},
    **{f"timm {name}": timm_model(name, size) for name, size in {
        "mobilevit_xxs": 64, "ghostnet_100": 64, "repvgg_a0": 64, "mixer_s32_224": 224, "poolformer_s12": 64,
        "edgenext_xx_small": 64, "coat_lite_tiny": 224, "hrnet_w18_small": 64, "res2net50_26w_4s": 64, "fastvit_t8": 64,
    }.items()},
    "bert": text("bert", "BertConfig", "BertModel", ("input_ids", "attention_mask", "token_type_ids"), **bert),
    "distilbert": text("d", "DistilBertConfig", "DistilBertModel", vocab_size=100, dim=32, n_layers=2, n_heads=4, hidden_dim=64),
    "roberta": text("r", "RobertaConfig", "RobertaForSequenceClassification", **bert),
    "electra": text("e", "ElectraConfig", "ElectraForTokenClassification", **bert, embedding_size=16),
    "albert": text("a", "AlbertConfig", "AlbertModel", **bert, embedding_size=16),
    "deberta v2": text("dv", "DebertaV2Config", "DebertaV2Model", **bert, relative_attention=True, pos_att_type=["p2c", "c2p"]),
    "mpnet": text("mp", "MPNetConfig", "MPNetModel", **bert),
    "gpt2": text("g", "GPT2Config", "GPT2LMHeadModel", ("input_ids",), vocab_size=100, n_embd=32, n_layer=2, n_head=4, n_positions=40, use_cache=False),
    "gpt neo": text("gn", "GPTNeoConfig", "GPTNeoModel", ("input_ids",), vocab_size=100, hidden_size=32, num_layers=2, num_heads=4, attention_types=[[["global", "local"], 1]], use_cache=False, max_position_embeddings=40),
    "llama": text("l", "LlamaConfig", "LlamaForCausalLM", ("input_ids",), **llama, use_cache=False),
    "qwen2": text("q", "Qwen2Config", "Qwen2ForCausalLM", ("input_ids",), **llama, use_cache=False),
    "gemma": text("ge", "GemmaConfig", "GemmaForCausalLM", ("input_ids",), **llama, head_dim=8, use_cache=False),
    "t5 encoder": text("t", "T5Config", "T5EncoderModel", vocab_size=100, d_model=32, d_kv=8, d_ff=64, num_layers=2, num_heads=4),
    "bart": text("b", "BartConfig", "BartModel", ("input_ids", "decoder_input_ids"), vocab_size=100, d_model=32, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4, decoder_attention_heads=4, encoder_ffn_dim=64, decoder_ffn_dim=64, use_cache=False),
    "whisper encoder": text("w", "WhisperConfig", "WhisperModel", ("input_features", "decoder_input_ids"), vocab_size=100, d_model=32, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4, decoder_attention_heads=4, encoder_ffn_dim=64, decoder_ffn_dim=64, num_mel_bins=80, max_source_positions=30, pad_token_id=0, bos_token_id=1, eos_token_id=2, decoder_start_token_id=1, use_cache=False),
    "wav2vec2": text("wv", "Wav2Vec2Config", "Wav2Vec2Model", ("input_values",), **{**bert, "conv_dim": (16, 16, 16), "conv_stride": (5, 2, 2), "conv_kernel": (10, 3, 3), "num_feat_extract_layers": 3, "num_conv_pos_embeddings": 16, "num_conv_pos_embedding_groups": 4}),
    "vit": text("v", "ViTConfig", "ViTModel", ("pixel_values",), **vit),
    "deit": text("de", "DeiTConfig", "DeiTModel", ("pixel_values",), **vit),
    "dinov2": text("di", "Dinov2Config", "Dinov2Model", ("pixel_values",), **{k: v for k, v in vit.items() if k != "intermediate_size"}),
    "clip vision": text("c", "CLIPVisionConfig", "CLIPVisionModel", ("pixel_values",), **vit),
    "clip text": text("ct", "CLIPTextConfig", "CLIPTextModel", **bert, bos_token_id=1, eos_token_id=2),
    "segformer": text("s", "SegformerConfig", "SegformerForSemanticSegmentation", ("pixel_values",), depths=[1, 1, 1, 1], hidden_sizes=[8, 16, 24, 32], decoder_hidden_size=16, num_attention_heads=[1, 2, 2, 4]),
    "yolos": text("y", "YolosConfig", "YolosForObjectDetection", ("pixel_values",), **{**vit, "image_size": [32, 32]}, num_detection_tokens=5),
    "mobilevit": text("mv", "MobileViTConfig", "MobileViTModel", ("pixel_values",), image_size=32),
    "levit": text("le", "LevitConfig", "LevitModel", ("pixel_values",), image_size=64, hidden_sizes=[16, 32, 48], num_attention_heads=[2, 3, 4], depths=[1, 1, 1], key_dim=[8, 8, 8]),
    "swin": text("sw", "SwinConfig", "SwinModel", ("pixel_values",), image_size=32, patch_size=2, embed_dim=12, depths=[1, 1], num_heads=[2, 2], window_size=4),
}
sizes = {"levit": 64}


def export(model, ports, exporter, path):
    example = tuple(torch.from_numpy(draw(2)(0)) for draw in ports.values())
    names = list(ports)
    if exporter == "dynamo":
        batch = torch.export.Dim("batch", min=1, max=64)
        shapes = tuple({0: batch} for _ in names)
        if isinstance(model, Only):
            shapes = (shapes,)
        torch.onnx.export(model, example, path, input_names=names, dynamic_shapes=shapes, dynamo=True, opset_version=20, external_data=False, verbose=False)
    else:
        torch.onnx.export(model, example, path, input_names=names, dynamic_axes={name: {0: "batch"} for name in names}, dynamo=False, opset_version=17)


if __name__ == "__main__":
    recorded, *wanted = sys.argv[1:]
    pathlib.Path(recorded).mkdir(exist_ok=True)
    for name, (make, ports) in networks.items():
        if wanted and not any(part in name for part in wanted):
            continue
        for exporter in ("dynamo", "script"):
            try:
                torch.manual_seed(1)
                model = make().eval()
                for module in model.modules():
                    if isinstance(module, torch.nn.modules.batchnorm._BatchNorm):
                        module.running_mean.uniform_(-0.1, 0.1)
                        module.running_var.uniform_(0.8, 1.2)
                with tempfile.TemporaryDirectory() as folder:
                    path = f"{folder}/model.onnx"
                    export(model, ports, exporter, path)
                    content = pathlib.Path(path).read_bytes()
                real.record(recorded, f"{name}, {exporter}", content, [{port: draw(n) for port, draw in ports.items()} for n in (1, 3)])
            except Exception as error:
                print(name, exporter, "not exported:", type(error).__name__, str(error).strip().split("\n")[0][:160], flush=True)
