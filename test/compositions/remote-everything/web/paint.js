window.paint = (id, color) => (document.getElementById(id).style.background = color);
