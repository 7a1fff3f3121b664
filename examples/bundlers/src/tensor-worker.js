import "@kaviar/tensor/worker";
