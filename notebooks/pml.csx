// What every notebook loads first: `#!import pml.csx`.
#r "../lib/bin/PML.dll"
#r "../lib/bin/TorchSharp.dll"
using PML.Data;
using PML.Experiments;
using PML.Figures;
using PML.FrontLearning;
using PML.Metrics;
using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Tables;
using PML.Training;
using PML.Weighting;
// plotly.js, once for the whole notebook: its figures are interactive without a network.
display(new PlotlyScript());
